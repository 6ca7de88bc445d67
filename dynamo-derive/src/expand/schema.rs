use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{attribute_type, column, default_of, on_type};
use super::columns;
use super::keys::key_attributes;
use crate::model::{Field, Index, IndexProjection, Stamp, Table};

/// The expression of `&'static Schema`.
pub(super) fn schema(private: &Ident, table: &Table) -> TokenStream {
    let entity = table.ident.to_string();
    let name = option(private, table.table.as_ref());
    let attributes = attributes(private, table);
    let pk = key_attributes(private, table, &table.key.pk, "of_table");
    let sk = table.key.sk.as_ref().map(|sk| key_attributes(private, table, sk, "of_table"));
    let sk = option(private, sk.map(|sk| quote!(#(#sk)*)));
    let indexes = table.indexes.iter().map(|index| index_schema(private, table, index));
    let tag = table.entity.as_ref().map(|tag| {
        let attribute = &table.entity_attr;
        quote!(#private::Tag { attribute: #attribute, value: #tag })
    });
    let tag = option(private, tag);
    let name_of = |number: Option<usize>| option(private, number.map(|number| &table.fields[number].name));
    let (ttl, version) = (name_of(table.ttl), name_of(table.version));
    let (timestamps, schema_version) = (timestamps(private, table), schema_version(private, table));
    // One constant, not one for each part: every body that the compiler checks costs time.
    quote! {
        &#private::Schema {
            entity: #entity,
            table: #name,
            attributes: &#attributes,
            pk: #(#pk)*,
            sk: #sk,
            indexes: &[#(#indexes),*],
            tag: #tag,
            ttl: #ttl,
            version: #version,
            timestamps: &[#(#timestamps),*],
            schema_version: #schema_version,
        }
    }
}

/// `Some(tokens)` or `None`, by absolute paths.
fn option<T: quote::ToTokens>(private: &Ident, value: Option<T>) -> TokenStream {
    value.map_or_else(|| quote!(#private::None), |value| quote!(#private::Some(#value)))
}

/// The fields that the library fills in; a type that cannot be one is an error on the field's type.
fn timestamps(private: &Ident, table: &Table) -> Vec<TokenStream> {
    let entry = |field: &Field| {
        let written = match field.stamp {
            Some(Stamp::CreatedAt) => quote!(Once),
            Some(Stamp::UpdatedAt) => quote!(Always),
            Some(Stamp::Computed(_)) | None => return None,
        };
        let (name, ty) = (&field.name, attribute_type(field));
        let (span, private) = on_type(private, field);
        Some(quote_spanned!(span=> #private::Timestamp::new::<#ty>(#name, #private::Written::#written)))
    };
    table.fields.iter().filter_map(entry).collect()
}

/// One entry for every field, so that field numbers are positions; those that are not stored have an empty name.
fn attributes(private: &Ident, table: &Table) -> TokenStream {
    let (mut types, mut texts, mut defaults) = (Vec::new(), Vec::new(), Vec::new());
    let is_stored = |field: &Field| !field.skipped && !field.flatten;
    for (number, field) in table.fields.iter().enumerate() {
        let word = &field.word;
        if is_stored(field) {
            let name = &field.name;
            types.push(column(private, field));
            texts.push(quote!((#word, #name)));
            defaults.extend(default_of(private, field).map(|default| quote!((#number, #default))));
        } else {
            types.push(quote!(#private::column::<#private::String>()));
            texts.push(quote!((#word, "")));
        }
    }
    let numbers = |has: fn(&Field) -> bool| {
        let fields = table.fields.iter().enumerate().filter(move |(_, field)| is_stored(field) && has(field));
        fields.map(|(number, _)| number)
    };
    let sensitive = numbers(|field| field.sensitive);
    let optional = numbers(|field| field.default.is_some() || matches!(field.stamp, Some(Stamp::Computed(_))));
    let types = columns::values(private, &types);
    quote! {
        #private::attributes(#types, [#(#texts),*], #private::Special {
            sensitive: &[#(#sensitive),*],
            optional: &[#(#optional),*],
            defaults: &[#(#defaults),*],
        })
    }
}

fn index_schema(private: &Ident, table: &Table, index: &Index) -> TokenStream {
    let accessor = index.accessor.to_string();
    let accessor = accessor.trim_start_matches("r#");
    let (name, local) = (&index.name, index.local);
    let pk = key_attributes(private, table, &index.pk, "of_index");
    let sk = index.sk.iter().flat_map(|sk| key_attributes(private, table, sk, "of_index"));
    let projected = match &index.projection {
        IndexProjection::All => quote!(All),
        IndexProjection::KeysOnly => quote!(KeysOnly),
        IndexProjection::Include(fields) => {
            // DynamoDB projects keys anyway, and wants the others named only.
            let is_key = |number: &usize| table.plain_keys().contains(number) || index.plain_keys().contains(number);
            let names = fields.iter().filter(|number| !is_key(number)).map(|number| &table.fields[*number].name);
            let tag = table.entity.as_ref().map(|_| &table.entity_attr);
            let names = names.chain(tag);
            quote!(Include(&[#(#names),*]))
        }
    };
    quote! {
        #private::IndexSchema {
            accessor: #accessor,
            name: #name,
            local: #local,
            pk: &[#(#pk),*],
            sk: &[#(#sk),*],
            projected: #private::Projected::#projected,
        }
    }
}

fn schema_version(private: &Ident, table: &Table) -> TokenStream {
    let version = table.schema_version.as_ref().map(|version| {
        let attribute = &table.fields[version.field].name;
        let numbered = version.number.map(|current| {
            let steps = version.upgrades.iter().map(|upgrade| {
                let (from, step) = (upgrade.from, &upgrade.step);
                quote!((#from, #step))
            });
            quote!(#private::Numbered { current: #current, upgrades: &[#(#steps),*] })
        });
        let numbered = option(private, numbered);
        quote!(#private::SchemaVersion { attribute: #attribute, numbered: #numbered })
    });
    option(private, version)
}
