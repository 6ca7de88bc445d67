use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::attribute::{attribute_type, local};
use crate::model::{KeyPart, Pattern, PatternPart, Table};

/// A parameter for each field, each with what it is turned into.
pub(super) struct Arguments {
    /// `user_id: impl IntoValue<String>`
    pub parameters: Vec<TokenStream>,
    /// `key_value::<String>(0, user_id)`
    pub values: Vec<TokenStream>,
}

/// The parameters of a function that takes these fields.
pub(super) fn arguments(private: &TokenStream, table: &Table, fields: &[usize]) -> Arguments {
    let parameters = fields.iter().map(|number| {
        let field = &table.fields[*number];
        let (ident, ty) = (&field.ident, attribute_type(private, field));
        quote!(#ident: impl #private::IntoValue<#ty>)
    });
    let values = fields.iter().map(|number| {
        let field = &table.fields[*number];
        let (ident, ty) = (&field.ident, attribute_type(private, field));
        quote!(#private::key_value::<#ty>(#number, #ident))
    });
    Arguments { parameters: parameters.collect(), values: values.collect() }
}

/// `Order::key(..)` and `Order::partition(..)`.
pub(super) fn functions(private: &TokenStream, table: &Table) -> TokenStream {
    let (vis, key, partition) = (&table.vis, &table.names.key, &table.names.partition);
    let Arguments { parameters, values } = arguments(private, table, &table.primary_key());
    let of_partition = arguments(private, table, &table.key.pk.fields());
    let (pk_parameters, pk_values) = (of_partition.parameters, of_partition.values);
    let key_doc = format!(
        "The primary key of an item. A value it cannot hold is reported by the operation it is passed to.\n\n\
         If a function of your own has this name, say `#[dynamo(rename_fn({key} = \"…\"))]`."
    );
    let partition_doc = format!(
        "The items that share a partition key, to be queried.\n\n\
         If a function of your own has this name, say `#[dynamo(rename_fn({partition} = \"…\"))]`."
    );
    quote! {
        #[doc = #key_doc]
        #[must_use]
        #vis fn #key(#(#parameters),*) -> #private::Key<Self> {
            #private::Key::new(&[#(#values),*])
        }

        #[doc = #partition_doc]
        #[must_use]
        #vis fn #partition(#(#pk_parameters),*) -> #private::Partition<Self> {
            #private::Partition::new(&[#(#pk_values),*])
        }
    }
}

/// `DynamoTable::field_value` and `DynamoTable::key_parts`, with the type of the parts.
pub(super) fn key_methods(private: &TokenStream, table: &Table) -> TokenStream {
    let [field, keys] = ["field", "keys"].map(local);
    let arms = table.read_fields().into_iter().map(|number| {
        let of = &table.fields[number];
        let (ident, ty) = (&of.ident, attribute_type(private, of));
        quote!(#number => <#ty as #private::Attribute>::encode(&self.#ident),)
    });
    let parts: Vec<_> = table.primary_key();
    let types: Vec<_> = parts.iter().map(|number| attribute_type(private, &table.fields[*number])).collect();
    let one_or_tuple = |parts: Vec<TokenStream>| match &parts[..] {
        [one] => one.clone(),
        _ => quote!((#(#parts),*)),
    };
    let value_types = one_or_tuple(types.iter().map(|ty| quote!(<#ty as #private::Attribute>::Value)).collect());
    let read = one_or_tuple(parts.iter().zip(&types).map(|(number, ty)| quote!(#keys.part::<#ty>(#number)?)).collect());
    quote! {
        type KeyParts = #value_types;

        fn field_value(
            &self,
            #field: usize,
        ) -> #private::Result<#private::Option<#private::AttributeValue>, #private::EncodeError> {
            match #field {
                #(#arms)*
                _ => #private::Ok(#private::None),
            }
        }

        fn key_parts(#keys: &#private::KeyReader<'_>) -> #private::Result<Self::KeyParts, #private::KeyError> {
            #private::Ok(#read)
        }
    }
}

/// The `KeyAttribute` constants of a key part; `bound` is `IsKey` or `IsIndexKey`.
pub(super) fn key_attributes(private: &TokenStream, table: &Table, part: &KeyPart, bound: &str) -> Vec<TokenStream> {
    match part {
        KeyPart::Fields(fields) => fields.iter().map(|number| plain_key(private, table, *number, bound)).collect(),
        KeyPart::Pattern(pattern) => vec![pattern_key(private, table, pattern)],
    }
}

fn plain_key(private: &TokenStream, table: &Table, number: usize, bound: &str) -> TokenStream {
    let field = &table.fields[number];
    let (name, ty) = (&field.name, attribute_type(private, field));
    let bound = syn::Ident::new(bound, Span::call_site());
    let key_type = quote_spanned! {field.ty.span()=>
        <<#ty as #private::Attribute>::Key as #private::#bound>::TYPE
    };
    quote! {
        #private::KeyAttribute {
            name: #name,
            key_type: #key_type,
            source: #private::KeySource::Field(#number),
        }
    }
}

fn pattern_key(private: &TokenStream, table: &Table, pattern: &Pattern) -> TokenStream {
    let (attr, text, escape) = (&pattern.attr, pattern.lit.value(), table.escape);
    let parts = pattern.parts.iter().map(|part| match part {
        PatternPart::Literal(literal) => quote!(#private::Part::Literal(#literal)),
        PatternPart::Field { field, width } => placeholder(private, table, *field, *width),
    });
    quote! {
        #private::KeyAttribute {
            name: #attr,
            key_type: #private::KeyType::Text,
            source: #private::KeySource::Pattern(&#private::Pattern {
                text: #text,
                parts: &[#(#parts),*],
                escape: #escape,
            }),
        }
    }
}

/// A placeholder, with the check that its type can stand in a pattern.
fn placeholder(private: &TokenStream, table: &Table, number: usize, width: Option<usize>) -> TokenStream {
    let field = &table.fields[number];
    let (word, sensitive, ty) = (&field.word, field.sensitive, attribute_type(private, field));
    let span = field.ty.span();
    let (check, width) = match width {
        None => (quote_spanned!(span=> #private::placeholder::<#ty>(#number)), quote!(#private::None)),
        Some(width) => (quote_spanned!(span=> #private::padded::<#ty>(#number)), quote!(#private::Some(#width))),
    };
    quote! {
        #private::Part::Placeholder(#private::Placeholder {
            field: #word,
            number: #check,
            width: #width,
            sensitive: #sensitive,
        })
    }
}

/// Constant assertions about the types of placeholders: a width that holds every value, a delimiter that the text of
/// the type does not always hold.
pub(super) fn pattern_checks(private: &TokenStream, table: &Table) -> TokenStream {
    let index_keys = table.indexes.iter().flat_map(crate::model::Index::keys);
    let patterns = [Some(&table.key.pk), table.key.sk.as_ref()].into_iter().flatten().chain(index_keys);
    let mut checks = Vec::new();
    for part in patterns {
        if let KeyPart::Pattern(pattern) = part {
            for (at, part) in pattern.parts.iter().enumerate() {
                if let PatternPart::Field { field, width } = part {
                    checks.extend(width_check(private, table, pattern, *field, *width));
                    checks.extend(delimiter_check(private, table, pattern, *field, at));
                }
            }
        }
    }
    quote!(#(#checks)*)
}

fn width_check(
    private: &TokenStream,
    table: &Table,
    pattern: &Pattern,
    field: usize,
    width: Option<usize>,
) -> Option<TokenStream> {
    let field = &table.fields[field];
    let width = width.filter(|_| !field.narrow)?;
    let (word, ty, shown) = (&field.word, attribute_type(private, field), &field.ty);
    let message = format!(
        "`{{{word}:0{width}}}` is narrower than `{}` can be: widen it, or say `#[dynamo(narrow)]` on the field",
        quote!(#shown)
    );
    // The type itself is checked where the placeholder stands, so that one mistake gives one error.
    Some(quote_spanned! {pattern.lit.span()=>
        const _: () = ::core::assert!(#private::digits::<#ty>() <= #width, "{}", #message);
    })
}

fn delimiter_check(
    private: &TokenStream,
    table: &Table,
    pattern: &Pattern,
    field: usize,
    at: usize,
) -> Option<TokenStream> {
    if table.escape {
        return None;
    }
    let literal = |part: Option<&PatternPart>| match part {
        Some(PatternPart::Literal(text)) => Some(text.clone()),
        _ => None,
    };
    let character = match literal(pattern.parts.get(at + 1)) {
        Some(next) => next.chars().next(),
        None => at.checked_sub(1).and_then(|before| literal(pattern.parts.get(before))?.chars().last()),
    }?;
    let field = &table.fields[field];
    let (word, ty, shown) = (&field.word, attribute_type(private, field), &field.ty);
    let message = format!(
        "the text of `{}` always holds `{character}`, so it cannot delimit `{{{word}}}` in \"{}\"",
        quote!(#shown),
        pattern.lit.value()
    );
    Some(quote_spanned! {field.ty.span()=>
        const _: () = ::core::assert!(!#private::always_holds::<#ty>(#character), "{}", #message);
    })
}
