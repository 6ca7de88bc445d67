//! The models of the other derives.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::describe::{field, item, value};
use crate::declare;
use crate::model::{Encoding, Value, ValueShape};

#[test]
fn documents() {
    let (document, report) = declare::document(&item(quote! {
        #[serde(rename_all = "UPPERCASE")]
        struct Address { city: String, #[dynamo(rename = "postcode")] zip: String, #[dynamo(flatten)] rest: Item }
    }));
    assert!(report.into_errors().is_empty());
    let document = document.expect("there are no errors");
    assert_eq!(document.path, "AddressPath");
    assert!(document.fields[2].flatten);
    let fields: Vec<String> = document.fields.iter().map(field).collect();
    assert_eq!(fields, ["city as CITY", "zip as postcode", "rest as REST flatten"]);
}

#[test]
fn values() {
    let texts = |value: Value| match value.shape {
        ValueShape::Text(units) => units.into_iter().map(|unit| unit.stored).collect(),
        _ => Vec::new(),
    };
    let renamed = value(quote! {
        #[dynamo(rename_all = "lowercase")]
        enum Status { Pending, #[dynamo(rename = "PAID")] Paid, #[serde(rename = "gone")] Cancelled }
    });
    assert_eq!(texts(renamed), ["pending", "PAID", "gone"]);
    assert_eq!(texts(value(quote! { enum Status { Pending } })), ["Pending"]);

    let numbers = value(quote! { #[dynamo(number)] enum Level { Low = -1, Middle, High = 10 } });
    let ValueShape::Number(units) = numbers.shape else { unreachable!("it says `number`") };
    let stored: Vec<i64> = units.iter().map(|unit| unit.stored).collect();
    assert_eq!(stored, [-1, 0, 10]);

    let newtype = value(quote! { struct Blob(#[dynamo(binary)] Vec<u8>); });
    assert!(matches!(
        newtype.shape,
        ValueShape::Newtype { encoding: Encoding::Binary, member: syn::Member::Unnamed(_), .. }
    ));
    let named = value(quote! { struct Blob { bytes: Bytes } });
    assert!(matches!(named.shape, ValueShape::Newtype { encoding: Encoding::Own, member: syn::Member::Named(_), .. }));
    let checked =
        value(quote! { #[dynamo(try_from = "String", into = "String")] struct Email { text: String, at: usize } });
    assert!(matches!(checked.shape, ValueShape::Converted { fallible: true, .. }));
    let sure = value(quote! { #[dynamo(from = String, into = String)] enum Any { A(u8), B } });
    assert!(matches!(sure.shape, ValueShape::Converted { fallible: false, .. }));
}

#[test]
fn projections() {
    let source = |attr: TokenStream| {
        let (projection, report) = declare::projection(&item(quote! {
            #attr struct Summary { user_id: String, #[dynamo(rename = "total")] #[serde(rename = "sum", skip)] amount: u64 }
        }));
        assert!(report.into_errors().is_empty());
        let projection = projection.expect("there are no errors");
        let fields: Vec<String> = projection.fields.iter().map(field).collect();
        assert_eq!(fields, ["user_id as user_id", "amount as total"]);
        let table = projection.source.table.to_token_stream().to_string();
        (table, projection.source.index.map(|index| index.to_string()))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(source(quote!(#[projection(Order)])), ("Order".into(), None));
    assert_eq!(source(quote!(#[projection(Order::by_status)])), ("Order".into(), some("by_status")));
    assert_eq!(
        source(quote!(#[dynamo(projection(crate::orders::Order::r#type))])),
        ("crate :: orders :: Order".into(), some("r#type"))
    );
    assert_eq!(source(quote!(#[projection(orders::Order)])), ("orders :: Order".into(), None));
}

#[test]
fn entities() {
    let (entities, report) = declare::entities(&item(quote! {
        #[entity_by(kind_of)]
        enum AppItem { Story(Story), Profile(app::Profile), #[entities(other)] Other(Item) }
    }));
    assert!(report.into_errors().is_empty());
    let entities = entities.expect("there are no errors");
    let names: Vec<String> = entities.variants.iter().map(|variant| variant.ident.to_string()).collect();
    assert_eq!(names, ["Story", "Profile"]);
    assert_eq!(entities.other.expect("it is declared").ident, "Other");
    assert!(entities.entity_by.is_some());
}
