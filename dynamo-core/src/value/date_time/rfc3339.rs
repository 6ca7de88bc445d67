use crate::error::EncodeError;

const NANOS: i128 = 1_000_000_000;
const DAY: i128 = 86_400;

/// A date of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// `2026-01-02T03:04:05.000000Z`; parts of a microsecond are cut off.
pub(super) fn write(unix_nanos: i128) -> Result<String, EncodeError> {
    let micros = unix_nanos.div_euclid(1000);
    let seconds = micros.div_euclid(1_000_000);
    let date = write_date(Date::from_days(seconds.div_euclid(DAY) as i64))?;
    let second = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    Ok(format!("{date}T{hour:02}:{minute:02}:{second:02}.{:06}Z", micros.rem_euclid(1_000_000)))
}

/// `2026-01-02`
pub(super) fn write_date(date: Date) -> Result<String, EncodeError> {
    let Date { year, month, day } = date;
    // Five digits, or a sign, would not sort as text.
    if !(0..=9999).contains(&year) {
        return Err(EncodeError::other(format!("the year {year} is outside 0000 to 9999")));
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

/// Nanoseconds since 1970 of a date-time in any offset, with any number of digits.
pub(super) fn read(text: &str) -> Option<i128> {
    let bytes = text.as_bytes();
    let date = read_date(text.get(..10)?)?;
    let (hour, minute, second) = (number(bytes, 11, 2)?, number(bytes, 14, 2)?, number(bytes, 17, 2)?);
    let punctuated = matches!(bytes[10], b'T' | b't' | b' ') && bytes[13] == b':' && bytes[16] == b':';
    // A leap second reads as the second after it.
    if !punctuated || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanos, rest) = fraction(&bytes[19..])?;
    let seconds = i128::from(date.days()) * DAY + i128::from(hour * 3600 + minute * 60 + second) - offset(rest)?;
    Some(seconds * NANOS + i128::from(nanos))
}

/// `2026-01-02` of a day that exists.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let (year, month, day) = (number(bytes, 0, 4)?, number(bytes, 5, 2)?, number(bytes, 8, 2)?);
    let date = Date { year, month: month as u8, day: day as u8 };
    let is_date = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && (1..=12).contains(&month);
    // A day that does not exist comes back as another.
    (is_date && Date::from_days(date.days()) == date).then_some(date)
}

fn number(bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    let digits = bytes.get(start..start + length)?;
    digits.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + i64::from(digit - b'0')))
}

/// `.123`, as nanoseconds, and what follows it; finer digits are cut off.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', digits)) = text.split_first() else { return Some((0, text)) };
    let length = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
    if length == 0 {
        return None;
    }
    let kept = length.min(9);
    let nanos = number(digits, 0, kept)? * 10i64.pow(9 - kept as u32);
    Some((nanos, &digits[length..]))
}

/// `Z` or `+02:00`, in seconds.
fn offset(text: &[u8]) -> Option<i128> {
    let sign = match (text.first()?, text.len()) {
        (b'Z' | b'z', 1) => return Some(0),
        (b'+', 6) => 1,
        (b'-', 6) => -1,
        _ => return None,
    };
    let (hours, minutes) = (number(text, 1, 2)?, number(text, 4, 2)?);
    if text[3] != b':' || hours > 23 || minutes > 59 {
        return None;
    }
    Some(i128::from(sign * (hours * 3600 + minutes * 60)))
}

/// The years are counted from March, so that the leap day is the last of its year; 400 years have 146,097 days.
impl Date {
    const ERA: i64 = 146_097;
    /// The days from 0000-03-01 to 1970-01-01.
    const EPOCH: i64 = 719_468;

    /// Days since 1970.
    fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = self.year - i64::from(month < 3);
        let since_march = (month + 9) % 12;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + (153 * since_march + 2) / 5 + day - 1 - Self::EPOCH
    }

    fn from_days(days: i64) -> Self {
        let days = days + Self::EPOCH;
        let (era, of_era) = (days.div_euclid(Self::ERA), days.rem_euclid(Self::ERA));
        // What the leap days before this one add to 365 days a year.
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let since_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * since_march + 2) / 5 + 1;
        let month = if since_march < 10 { since_march + 3 } else { since_march - 9 };
        Self { year: era * 400 + year_of_era + i64::from(month < 3), month: month as u8, day: day as u8 }
    }
}
