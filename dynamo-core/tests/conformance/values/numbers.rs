use dynamo_core::prelude::*;

use super::held;
use crate::case::Case;
use crate::stored::n;

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Cents(i64);

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(number)]
enum Level {
    Low = -1,
    High = 10,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "numbers")]
struct Numbers {
    #[pk]
    id: String,
    small: i8,
    byte: u8,
    integer: i32,
    signed: i64,
    unsigned: u64,
    wide: i128,
    widest: u128,
    float: f32,
    double: f64,
    number: Number,
    cents: Cents,
    level: Level,
}

fn numbers() -> Numbers {
    Numbers {
        id: "n".into(),
        small: -8,
        byte: 8,
        integer: -32,
        signed: -64,
        unsigned: 64,
        wide: -128,
        widest: 128,
        float: 0.1,
        double: 0.1,
        number: Number::from(7),
        cents: Cents(-5),
        level: Level::High,
    }
}

const DIGITS: &str = "12345678901234567890123456789012345678";

variants! {
    Value {
        SmallestByte,
        LargestByte,
        SmallestInteger,
        SmallestSigned,
        LargestSigned,
        LargestUnsigned,
        Zero,
        WideDigits,
        WidestDigits,
        Float,
        LargestFloat,
        Double,
        NegativeZero,
        LargeDouble,
        TinyDouble,
        ExactDigits,
        ExactFraction,
        Smallest,
        Largest,
        LeastOfAll,
        ScaleIsNotKept,
        ManyZeros,
        Newtype,
        Variant,
        NegativeVariant,
    }
}

pub(super) fn cases() -> Vec<Case> {
    Value::ALL.iter().map(|value| case(*value)).collect()
}

fn case(value: Value) -> Case {
    let name = format!("number {value:?}");
    let exact = |text: &str| {
        let number: Number = text.parse().expect("a number");
        held(name.clone(), Numbers { number, ..numbers() }, "number", n(text))
    };
    match value {
        Value::SmallestByte => held(name, Numbers { small: i8::MIN, ..numbers() }, "small", n(-128)),
        Value::LargestByte => held(name, Numbers { byte: u8::MAX, ..numbers() }, "byte", n(255)),
        Value::SmallestInteger => held(name, Numbers { integer: i32::MIN, ..numbers() }, "integer", n(i32::MIN)),
        Value::SmallestSigned => held(name, Numbers { signed: i64::MIN, ..numbers() }, "signed", n(i64::MIN)),
        Value::LargestSigned => held(name, Numbers { signed: i64::MAX, ..numbers() }, "signed", n(i64::MAX)),
        Value::LargestUnsigned => held(name, Numbers { unsigned: u64::MAX, ..numbers() }, "unsigned", n(u64::MAX)),
        Value::Zero => held(name, Numbers { unsigned: 0, ..numbers() }, "unsigned", n(0)),
        Value::WideDigits => {
            let wide = -DIGITS.parse::<i128>().expect("38 digits");
            held(name, Numbers { wide, ..numbers() }, "wide", n(wide))
        }
        Value::WidestDigits => {
            let widest = 10_u128.pow(38) - 1;
            held(name, Numbers { widest, ..numbers() }, "widest", n(widest))
        }
        Value::Float => held(name, numbers(), "float", n("0.1")),
        Value::LargestFloat => {
            let stored = n("340282350000000000000000000000000000000");
            held(name, Numbers { float: f32::MAX, ..numbers() }, "float", stored)
        }
        Value::Double => held(name, Numbers { double: 0.1 + 0.2, ..numbers() }, "double", n("0.30000000000000004")),
        Value::NegativeZero => held(name, Numbers { double: -0.0, ..numbers() }, "double", n(0)),
        Value::LargeDouble => held(name, Numbers { double: 1.5e125, ..numbers() }, "double", n("1.5e125")),
        Value::TinyDouble => held(name, Numbers { double: -1.5e-129, ..numbers() }, "double", n("-1.5e-129")),
        Value::ExactDigits => exact(DIGITS),
        Value::ExactFraction => exact("-0.12345678901234567890123456789012345678"),
        Value::Smallest => exact("1E-130"),
        Value::Largest => exact("9.9999999999999999999999999999999999999E+125"),
        Value::LeastOfAll => exact("-9.9999999999999999999999999999999999999E+125"),
        Value::ScaleIsNotKept => exact("1.500"),
        Value::ManyZeros => exact("1000000000000000000000000000000000000000000000000000"),
        Value::Newtype => held(name, numbers(), "cents", n(-5)),
        Value::Variant => held(name, numbers(), "level", n(10)),
        Value::NegativeVariant => held(name, Numbers { level: Level::Low, ..numbers() }, "level", n(-1)),
    }
}
