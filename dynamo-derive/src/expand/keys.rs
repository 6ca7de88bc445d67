use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{attribute_type, on, on_type, plain_type, respanned};
use super::index::numeral;
use super::{columns, fallback};
use crate::model::{Field, KeyPart, Pattern, PatternPart, Table};

/// A parameter for each field, each with what it is turned into.
pub(super) struct Arguments {
    /// `user_id: impl IntoValue<String>`
    pub parameters: Vec<TokenStream>,
    /// `key_value::<String>(0, user_id)`
    pub values: Vec<TokenStream>,
}

/// The parameters of a function that takes these fields.
pub(super) fn arguments(private: &Ident, table: &Table, fields: &[usize]) -> Arguments {
    let parameters = fields.iter().map(|number| {
        let field = &table.fields[*number];
        let (ident, ty) = (&field.ident, plain_type(private, field));
        quote!(#ident: impl #private::IntoValue<#ty>)
    });
    let values = fields.iter().map(|number| {
        let field = &table.fields[*number];
        let (ident, ty) = (&field.ident, attribute_type(field));
        let (span, private) = on_type(private, field);
        let value = quote_spanned!(span=> #private::key_value::<#ty>);
        quote!(#value(#number, #ident))
    });
    Arguments { parameters: parameters.collect(), values: values.collect() }
}

/// `Order::key(..)` and `Order::partition(..)`.
pub(super) fn functions(private: &Ident, table: &Table) -> TokenStream {
    let (vis, key, partition) = (&table.vis, &table.names.key, &table.names.partition);
    let (of_key, of_partition) = match table.arity {
        None => (arguments(private, table, &table.primary_key()), arguments(private, table, &table.key.pk.fields())),
        Some(arity) => (fallback::anything(arity.key), fallback::anything(arity.partition)),
    };
    let Arguments { parameters, values } = of_key;
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
        #vis fn #key(#(#parameters),*) -> #private::Key<Self> {
            #private::Key::new([#(#values),*])
        }

        #[doc = #partition_doc]
        #vis fn #partition(#(#pk_parameters),*) -> #private::Partition<Self> {
            #private::Partition::new(&[#(#pk_values),*])
        }
    }
}

/// `DynamoTable::Keys`: the numbers of the fields that a primary key is read back as.
pub(super) fn key_numbers(private: &Ident, table: &Table) -> TokenStream {
    let numbers: Vec<_> = (0..table.primary_key().len()).map(|number| numeral(private, number)).collect();
    columns::types(private, &numbers)
}

/// `KeyField`: the attribute type of each of these fields, each where its type stands.
pub(super) fn key_fields(private: &Ident, table: &Table) -> TokenStream {
    let fields = table.primary_key().into_iter().enumerate().map(|(at, number)| {
        let (ident, ty, at) = (&table.ident, attribute_type(&table.fields[number]), numeral(private, at));
        quote!(impl #private::KeyField<#at> for #ident { type Attr = #ty; })
    });
    fields.collect()
}

/// The `KeyAttribute` constants of a key part; `key_of` is `of_table` or `of_index`.
pub(super) fn key_attributes(private: &Ident, table: &Table, part: &KeyPart, key_of: &str) -> Vec<TokenStream> {
    match part {
        KeyPart::Fields(fields) => fields.iter().map(|number| plain_key(private, table, *number, key_of)).collect(),
        KeyPart::Pattern(pattern) => vec![pattern_key(private, table, pattern)],
    }
}

fn plain_key(private: &Ident, table: &Table, number: usize, key_of: &str) -> TokenStream {
    let field = &table.fields[number];
    let (name, ty) = (&field.name, attribute_type(field));
    let (span, private) = on_type(private, field);
    let key_of = Ident::new(key_of, span);
    quote_spanned!(span=> #private::KeyAttribute::#key_of::<#ty>(#name, #number))
}

fn pattern_key(private: &Ident, table: &Table, pattern: &Pattern) -> TokenStream {
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

/// A placeholder; its type is checked beside the struct.
fn placeholder(private: &Ident, table: &Table, number: usize, width: Option<usize>) -> TokenStream {
    let field = &table.fields[number];
    let (word, sensitive) = (&field.word, field.sensitive);
    let width = match width {
        None => quote!(#private::None),
        Some(width) => quote!(#private::Some(#width)),
    };
    quote! {
        #private::Part::Placeholder(#private::Placeholder {
            field: #word,
            number: #number,
            width: #width,
            sensitive: #sensitive,
        })
    }
}

/// Constant assertions about the types of placeholders: that they can stand in a pattern, a width that holds every
/// value, a delimiter that their text does not hold.
pub(super) fn pattern_checks(private: &Ident, table: &Table) -> TokenStream {
    let own = [Some(&table.key.pk), table.key.sk.as_ref()].into_iter().flatten().map(|part| (part, true));
    let of_indexes = table.indexes.iter().flat_map(crate::model::Index::keys).map(|part| (part, false));
    let mut checks = Vec::new();
    for (part, own) in own.chain(of_indexes) {
        if let KeyPart::Pattern(pattern) = part {
            for (at, part) in pattern.parts.iter().enumerate() {
                if let PatternPart::Field { field, width } = part {
                    let place = Place { pattern, field: &table.fields[*field], at, width: *width };
                    checks.push(place.checks(private, table, own));
                }
            }
        }
    }
    quote!(#(#checks)*)
}

/// A placeholder in its pattern.
struct Place<'a> {
    pattern: &'a Pattern,
    field: &'a Field,
    at: usize,
    width: Option<usize>,
}

impl Place<'_> {
    /// One constant for all checks: where one bound implies the other, the compiler then shows one error.
    fn checks(&self, private: &Ident, table: &Table, own: bool) -> TokenStream {
        let span = self.field.span;
        let private = &respanned(private, span);
        let ty = attribute_type(self.field);
        let key = quote_spanned!(span=> <#ty as #private::Attribute>::Key);
        let placeholder = quote_spanned!(span=> <#key as #private::IsPlaceholder>);
        let width = self.width.map(|width| self.width_check(private, &key, width));
        let delimiter = self.delimiter_checks(private, table, &placeholder);
        let present =
            own.then(|| quote_spanned!(span=> let () = <#placeholder::Presence as #private::IsPresent>::YES;));
        quote_spanned! {span=>
            const _: () = {
                #width
                let _ = #placeholder::HOLDS;
                #present
                #delimiter
            };
        }
    }

    fn width_check(&self, private: &Ident, key: &TokenStream, width: usize) -> TokenStream {
        let span = self.field.span;
        let digits = quote_spanned!(span=> <#key as #private::IsPadded>::DIGITS);
        if self.field.narrow {
            return quote_spanned!(span=> let _ = #digits;);
        }
        let (word, shown) = (&self.field.word, &self.field.ty);
        let message = format!(
            "`{{{word}:0{width}}}` is narrower than `{}` can be: widen it, or say `#[dynamo(narrow)]` on the field",
            quote!(#shown)
        );
        quote_spanned! {on(&self.pattern.lit)=>
            ::core::assert!(#digits <= #width, "{}", #message);
        }
    }

    fn delimiter_checks(&self, private: &Ident, table: &Table, placeholder: &TokenStream) -> TokenStream {
        let delimiters = if table.escape { Vec::new() } else { self.delimiters() };
        delimiters.into_iter().map(|character| self.delimiter_check(private, placeholder, character)).collect()
    }

    fn delimiter_check(&self, private: &Ident, placeholder: &TokenStream, character: char) -> TokenStream {
        let (word, shown) = (&self.field.word, &self.field.ty);
        let holds = if character.is_ascii_digit() { "can hold" } else { "always holds" };
        let message = format!(
            "`{character}` cannot delimit `{{{word}}}`: the text of `{}` {holds} it\nuse another character in \"{}\"",
            quote!(#shown).to_string().replace(' ', ""),
            self.pattern.lit.value()
        );
        quote_spanned! {self.field.span=>
            ::core::assert!(!#private::holds(#placeholder::HOLDS, #character), "{}", #message);
        }
    }

    /// The character after the placeholder; for the last placeholder also the one before it.
    fn delimiters(&self) -> Vec<char> {
        let literal = |part: Option<&PatternPart>| match part {
            Some(PatternPart::Literal(text)) => Some(text.clone()),
            _ => None,
        };
        let parts = &self.pattern.parts;
        let after = literal(parts.get(self.at + 1)).and_then(|text| text.chars().next());
        let is_last = !parts[self.at + 1..].iter().any(|part| matches!(part, PatternPart::Field { .. }));
        let before = self.at.checked_sub(1).filter(|_| is_last).and_then(|before| literal(parts.get(before)));
        let before = before.and_then(|text| text.chars().last()).filter(|character| after != Some(*character));
        after.into_iter().chain(before).collect()
    }
}
