//! What the browser is asked of a page, and what it answers.

use super::base64;
use crate::Failure;

/// A text of the drawing, as it is rendered.
#[derive(Debug, PartialEq)]
pub(super) struct Label {
    /// `entity`, `index`, `table`, or `text` for any line.
    pub(super) of: String,
    pub(super) name: String,
    /// Whether it has a size, and stands in the box that it belongs to.
    pub(super) inside: bool,
}

/// The page runs no scripts, so a copy of it does.
const FORBIDS: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// One line for each label: what it is of, its name, and whether it is where it should be.
const MEASURE: &str = "<script>
addEventListener('load', () => {
  const svg = document.querySelector('svg.dm'), view = svg.viewBox.baseVal, lines = [];
  const within = (box, frame) => box.width > 0 && box.height > 0 && box.x >= frame.x && box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width && box.y + box.height <= frame.y + frame.height;
  const add = (of, name, inside) => lines.push([of, encodeURIComponent(name), inside].join(' '));
  for (const of of ['table', 'entity', 'index'])
    for (const group of svg.querySelectorAll(`[data-${of}]`))
      add(of, group.getAttribute(`data-${of}`), within(group.querySelector('.dm-name').getBBox(), view));
  for (const text of svg.querySelectorAll('text')) {
    const around = text.closest('[data-entity], [data-index], [data-table]').querySelector('rect').getBBox();
    add('text', text.textContent, within(text.getBBox(), around) && within(around, view));
  }
  const measured = document.createElement('pre');
  measured.id = 'answer';
  measured.textContent = lines.join('\\n');
  document.body.append(measured);
});
</script>
</head>";

pub(super) fn with_measure(page: &str) -> Result<String, Failure> {
    if page.matches(FORBIDS).count() != 1 || page.matches("</head>").count() != 1 {
        return Err("the page does not say that it loads and runs nothing".into());
    }
    Ok(page.replace(FORBIDS, "default-src 'unsafe-inline'").replace("</head>", MEASURE))
}

pub(super) fn labels(dump: &str) -> Result<Vec<Label>, Failure> {
    let label = |line: &str| {
        let mut words = line.split(' ');
        let (of, name, inside) = (words.next()?, words.next()?, words.next()?);
        Some(Label { of: of.to_owned(), name: name.to_owned(), inside: inside == "true" })
    };
    answer(dump)?.lines().map(|line| label(line).ok_or_else(|| format!("not a label: {line:?}"))).collect()
}

fn answer(dump: &str) -> Result<&str, Failure> {
    let answer = dump.split_once("id=\"answer\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    answer.map(|(answer, _)| answer).ok_or_else(|| "the browser did not run the page's script".into())
}

/// What a screenshot shows.
#[derive(Debug, PartialEq)]
pub(super) struct Picture {
    pub(super) colours: u32,
    /// Of a hundred pixels, those of the commonest colour.
    pub(super) commonest: u32,
    /// That of the commonest colour, from 0 to 255.
    pub(super) lightness: u32,
}

/// The browser that has drawn the picture knows how to read it, too.
const LOOK: &str = "<!doctype html><meta charset=\"utf-8\"><pre id=\"answer\"></pre><script>
addEventListener('load', () => {
  const image = document.images[0], canvas = document.createElement('canvas'), counts = new Map();
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const [colour, count] = [...counts].reduce((most, one) => one[1] > most[1] ? one : most);
  const lightness = ((colour & 255) + (colour >> 8 & 255) + (colour >> 16 & 255)) / 3;
  document.getElementById('answer').textContent =
    [counts.size, Math.ceil(100 * count / pixels.length), Math.round(lightness)].join(' ');
});
</script><img src=\"data:image/png;base64,";

pub(super) fn with_picture(png: &[u8]) -> String {
    format!("{LOOK}{}\">\n", base64::encode(png))
}

impl Picture {
    pub(super) fn parse(dump: &str) -> Result<Self, Failure> {
        let numbers: Vec<u32> = answer(dump)?.split(' ').filter_map(|word| word.parse().ok()).collect();
        match numbers[..] {
            [colours, commonest, lightness] => Ok(Self { colours, commonest, lightness }),
            _ => Err(format!("not what a picture shows: {numbers:?}")),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.colours < 16 || self.commonest > 97
    }
}

/// A PNG of this size, by its first bytes.
pub(super) fn check_png(bytes: &[u8], (width, height): (u32, u32)) -> Result<(), Failure> {
    let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.get(12..16) != Some(b"IHDR") {
        return Err("not a PNG".into());
    }
    match (number(16), number(20)) {
        size if size == (Some(width), Some(height)) => Ok(()),
        size => Err(format!("{size:?} pixels, and {width} by {height} were asked for")),
    }
}

#[cfg(test)]
mod tests {
    use super::{FORBIDS, Label, Picture, check_png, labels, with_measure};

    #[test]
    fn what_the_browser_answers_is_read() {
        let dump = "<html><body><pre id=\"answer\">entity Story true\ntext a%20b false</pre></body></html>";
        let label = |of: &str, name: &str, inside| Label { of: of.into(), name: name.into(), inside };
        assert_eq!(labels(dump), Ok(vec![label("entity", "Story", true), label("text", "a%20b", false)]));
        assert!(labels("<html></html>").is_err());
        let picture = Picture::parse("<pre id=\"answer\">1 100 255</pre>").unwrap();
        assert!(picture.is_blank());
        assert!(!Picture { colours: 300, commonest: 60, lightness: 240 }.is_blank());
    }

    #[test]
    fn a_page_that_may_run_scripts_is_red() {
        assert!(with_measure("<html><head></head></html>").is_err());
        let page = format!("<head><meta content=\"{FORBIDS}\"></head>");
        assert!(with_measure(&page).is_ok_and(|page| page.contains("getBBox") && !page.contains("'none'")));
    }

    #[test]
    fn a_png_has_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03";
        assert_eq!(check_png(png, (2, 3)), Ok(()));
        assert!(check_png(png, (3, 3)).is_err());
        assert!(check_png(b"GIF89a", (2, 3)).is_err());
    }
}
