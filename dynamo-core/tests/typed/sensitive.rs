//! Values that are never printed.

use dynamo_core::expr::Check;
use dynamo_core::prelude::*;
use dynamo_core::value::{Entries, Sensitive};

use crate::plain::{item, n, s};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "patients")]
#[pk("PATIENT#{ssn}")]
#[sk("VISIT#{number}")]
#[gsi(by_doctor, pk = doctor, sk = phone, include(weight))]
struct Patient {
    #[dynamo(sensitive)]
    ssn: String,
    number: u32,
    doctor: String,
    #[dynamo(sensitive)]
    phone: String,
    #[dynamo(sensitive)]
    weight: u128,
    #[dynamo(sensitive)]
    nested: Nested,
    hidden: Sensitive<u8>,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Nested {
    wide: u128,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "logins")]
struct Login {
    #[pk]
    #[dynamo(sensitive)]
    secret: String,
    #[sk]
    #[dynamo(sensitive)]
    token: String,
}

fn patient() -> Patient {
    Patient {
        ssn: "SECRET1".into(),
        number: 1,
        doctor: "d".into(),
        phone: "SECRET2".into(),
        weight: 77_777,
        nested: Nested { wide: 77_777 },
        hidden: 77.into(),
    }
}

/// The text of an error names the field and shows nothing of its value.
fn hides(error: &Error, text: &str) {
    assert_eq!(error.to_string(), text);
    for shown in [format!("{error:?}"), format!("{:?}", error.kind())] {
        assert!(!shown.contains("SECRET") && !shown.contains("77777"), "{shown}");
    }
}

fn hidden(shown: &str) {
    assert!(!shown.contains("SECRET") && !shown.contains("77777"), "{shown}");
}

#[test]
fn keys() {
    let key = patient().primary_key();
    assert_eq!(format!("{key:?}"), "PatientKey { pk: <redacted>, sk: \"VISIT#1\" }");
    assert_eq!(format!("{:?}", Login::key("SECRET1", "x")), "LoginKey { pk: <redacted>, sk: <redacted> }");
    hidden(&format!("{:?}", Patient::key("SECRET#1", 1)));
}

#[test]
fn key_errors() {
    let db = Db::offline();
    let text = r##"key `ssn`: the text holds '#', which delimits it in "PATIENT#{ssn}" (table `patients`)"##;
    hides(&db.get(Patient::key("SECRET#1", 1)).request().unwrap_err(), text);
    let range = "key `token`: the range's lower end lies above its upper end (table `logins`)";
    let query = db.query(Login::partition("x").sk(|s| s.between("SECRET2", "SECRET1")));
    hides(&query.request().unwrap_err(), range);
    let stored = item([("PK", s("SECRET1")), ("SK", s("VISIT#1"))]);
    let text = r#"key `PK`: not of the pattern "PATIENT#{ssn}" (table `patients`)"#;
    hides(&Patient::parse_key(&stored).unwrap_err(), text);
}

#[test]
fn decode_errors() {
    let mut stored = patient().to_item().unwrap();
    stored.insert("weight".to_owned(), n("-77777"));
    let text = "attribute `weight`: expected a number (N) that fits `u128`, found <redacted> \
                (table `patients`, key PK=<redacted>, SK=\"VISIT#1\")";
    hides(&Patient::from_item(stored.clone()).unwrap_err(), text);
    let row = <PatientByDoctor as dynamo_core::table::Row>::read(&mut Entries::from_item(&stored)).unwrap_err();
    assert_eq!(row.to_string(), "attribute `weight`: expected a number (N) that fits `u128`, found <redacted>");
    let mut stored = patient().to_item().unwrap();
    stored.insert("hidden".to_owned(), n("77777"));
    let error = Patient::from_item(stored).unwrap_err();
    assert!(
        error.to_string().starts_with("attribute `hidden`: expected a number (N) that fits `u8`, found <redacted>")
    );
    let foreign =
        item([("PK", s("SECRET1")), ("doctor", s("d")), ("phone", s("1")), ("weight", n(1)), ("SK", s("VISIT#1"))]);
    let row = <PatientByDoctor as dynamo_core::table::Row>::read(&mut Entries::from_item(&foreign)).unwrap_err();
    assert_eq!(row.to_string(), r##"attribute `PK`: expected a key of the pattern "PATIENT#{ssn}", found <redacted>"##);
}

#[test]
fn encode_errors() {
    let many = 177_777_000_000_000_000_000_000_000_000_000_000_001;
    let text = "`weight`: <redacted> has more than 38 significant digits (table `patients`)";
    hides(&Patient { weight: many, ..patient() }.to_item().unwrap_err(), text);
    hides(&Db::offline().put(&Patient { weight: many, ..patient() }).request().unwrap_err(), text);
    let key = || Patient::key("x", 1);
    hides(&Db::offline().update(key()).set(|p| p.weight().set(many)).request().unwrap_err(), text);
    hides(&Db::offline().delete(key()).only_if(|p| p.weight().eq(many)).request().unwrap_err(), text);
    let nested = "`nested`: <redacted> has more than 38 significant digits (table `patients`)";
    hides(&Patient { nested: Nested { wide: many }, ..patient() }.to_item().unwrap_err(), nested);
    hides(&Db::offline().delete(key()).only_if(|p| p.nested().wide().eq(many)).request().unwrap_err(), nested);
}

#[test]
fn rows_and_the_users_own_debug() {
    let stored = patient().to_item().unwrap();
    let row = <PatientByDoctor as dynamo_core::table::Row>::read(&mut Entries::from_item(&stored)).unwrap();
    let shown = "PatientByDoctor { doctor: \"d\", phone: <redacted>, weight: <redacted>, ssn: <redacted>, number: 1 }";
    assert_eq!(format!("{row:?}"), shown);
    assert!(format!("{:?}", patient()).contains("hidden: <redacted>"));
}

#[test]
fn requests() {
    let db = Db::offline();
    hidden(&format!("{:?}", db.get(patient().primary_key()).request().unwrap()));
    hidden(&format!("{:?}", db.put(&patient()).request().unwrap()));
    hidden(&format!("{:?}", db.batch_write().put(&patient()).delete(patient().primary_key()).request().unwrap()));
    let update = db.update(&patient()).set(|p| (p.weight().increment(77_777u128), p.nested().wide().set(77_777u128)));
    let shown = format!("{:?}", update.only_if(|p| p.phone().one_of(["SECRET3"])).request().unwrap());
    hidden(&shown);
    assert!(shown.contains("<redacted>") && shown.contains("doctor") || shown.contains("phone"));
    let condition: fn(&PatientFields<Check<Patient>>) -> Cond<Check<Patient>> =
        |p| !(p.doctor().eq("shown") & p.phone().begins_with("SECRET")) | p.weight().between(1u128, 77_777u128);
    let shown = format!("{:?}", db.delete(&patient()).only_if(condition).request().unwrap());
    hidden(&shown);
    assert!(shown.contains("shown"), "what is not sensitive is printed");
    let inverted = db.delete(&patient()).only_if(|p| p.weight().between(77_777u128, 1u128)).request().unwrap_err();
    hidden(&format!("{inverted:?}"));
    let text = "`weight`: `between` takes the lower value first, and here it is the greater one (table `patients`)";
    assert_eq!(inverted.to_string(), text);
    let query = db.query(Patient::by_doctor().partition("shown").sk(|s| s.begins_with("SECRET")));
    let shown = format!("{:?}", query.filter(|p| p.weight().gt(77_777u128)).request().unwrap());
    hidden(&shown);
    assert!(shown.contains("shown"));
}
