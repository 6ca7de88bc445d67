//! Sort-key builders: `.sk(|s| …)`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::attribute::{attribute_type, local, on_type, plain_type, text};
use super::generated::{Generated, Library};
use super::index::{camel, index_type, numeral};
use crate::model::{Index, KeyPart, PatternPart, Table};

/// One part of a sort key that is given from the left.
struct Place {
    field: usize,
    padded: bool,
}

/// Whose sort key it is.
struct Of {
    /// The type that is queried.
    source: TokenStream,
    /// The builder's name, where one is generated.
    builder: Ident,
    /// The sort key as people know it.
    shown: String,
    /// Whether the parts are attributes of their own, compared by DynamoDB itself.
    attributes: bool,
}

/// The table's own sort key.
pub(super) fn table(library: &Library, table: &Table) -> Generated {
    let ident = &table.ident;
    let of = (quote!(#ident), format_ident!("{ident}Sort"));
    table.key.sk.as_ref().map_or_else(Generated::new, |sk| sort(library, table, of, sk))
}

/// The sort key of an index.
pub(super) fn index(library: &Library, table: &Table, index: &Index) -> Generated {
    let source = index_type(table, index);
    let builder = format_ident!("{}{}Sort", table.ident, camel(&index.accessor));
    let of = (quote!(#source), builder);
    index.sk.as_ref().map_or_else(Generated::new, |sk| sort(library, table, of, sk))
}

fn sort(library: &Library, table: &Table, (source, builder): (TokenStream, Ident), sk: &KeyPart) -> Generated {
    match sk {
        KeyPart::Fields(fields) => match fields[..] {
            [one] => Generated::impls(single(&library.short, table, &source, one)),
            _ => {
                let shown: Vec<_> = fields.iter().map(|number| table.fields[*number].word.clone()).collect();
                let places = fields.iter().map(|field| Place { field: *field, padded: false }).collect();
                let of = Of { source, builder, shown: format!("({})", shown.join(", ")), attributes: true };
                parts(library, table, &of, places)
            }
        },
        KeyPart::Pattern(pattern) => {
            let place = |part: &PatternPart| match part {
                PatternPart::Literal(_) => None,
                PatternPart::Field { field, width } => Some(Place { field: *field, padded: width.is_some() }),
            };
            let places: Vec<_> = pattern.parts.iter().filter_map(place).collect();
            if places.is_empty() {
                // Nothing to say: the kind is its sort key.
                return Generated::new();
            }
            let of = Of { source, builder, shown: format!("\"{}\"", pattern.lit.value()), attributes: false };
            parts(library, table, &of, places)
        }
    }
}

/// A sort key that is one attribute: the library's own builder.
fn single(private: &Ident, table: &Table, source: &TokenStream, field: usize) -> TokenStream {
    let field = &table.fields[field];
    let (ty, (span, on_type)) = (attribute_type(field), on_type(private, field));
    let sort = quote_spanned!(span=> #on_type::SortKey<#ty, Self>);
    quote! {
        impl #private::HasSort for #source {
            type Sort = #sort;
        }
    }
}

/// A sort key of several parts: a typestate that counts how many are given.
fn parts(library: &Library, table: &Table, of: &Of, places: Vec<Place>) -> Generated {
    let (full, private) = (&library.full, &library.short);
    let Of { source, builder, shown, .. } = of;
    let vis = &table.vis;
    let module = format_ident!("__{builder}");
    let shown_places: Vec<_> = places.iter().map(|place| table.fields[place.field].word.clone()).collect();
    let traits = places.iter().enumerate().map(|(at, place)| {
        let ident = &table.fields[place.field].ident;
        let message = match at.checked_sub(1).map(|before| &shown_places[before]) {
            Some(before) => {
                format!("`{}` comes after `{before}` in the sort key {shown}", shown_places[at])
            }
            None => format!("`{}` is the first part of the sort key {shown} and is given once", shown_places[at]),
        };
        let text = text(table, &message, "out of order", &[]);
        quote! {
            #text
            pub trait #ident {}
        }
    });
    let steps = places.iter().enumerate().map(|(at, place)| {
        let ident = &table.fields[place.field].ident;
        let given = numeral(private, at);
        quote!(impl #module::#ident for #given {})
    });
    let methods = places.iter().map(|place| methods(private, table, of, &module, place));
    let doc = format!("Narrows a query by the parts of the sort key {}, from the left.", shown.replace('"', "`"));
    let items = quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, non_snake_case, missing_docs, clippy::all, clippy::pedantic)]
        #vis mod #module {
            #(#traits)*
        }

        #[doc = #doc]
        #[must_use]
        #vis struct #builder<N>(#full::SortParts<#source, N>);
    };
    let impls = quote! {
        #(#steps)*

        impl<N> #builder<N> {
            #(#methods)*
        }

        impl #private::HasSort for #source {
            type Sort = #builder<#private::Zero>;
        }

        impl ::core::default::Default for #builder<#private::Zero> {
            #[inline]
            fn default() -> Self {
                #builder(#private::SortParts::new())
            }
        }

        impl<N> #private::IntoSort<#source> for #builder<N> {
            fn into_sort(self) -> #private::SortCondition<#source> {
                self.0.into_sort()
            }
        }
    };
    Generated { items, impls }
}

/// `story_id`, `story_id_prefix`, `story_id_between`, ….
fn methods(private: &Ident, table: &Table, of: &Of, module: &Ident, place: &Place) -> TokenStream {
    let Of { source, builder, .. } = of;
    let field = &table.fields[place.field];
    let (vis, ident, number) = (&table.vis, &field.ident, place.field);
    let (ty, plain) = (attribute_type(field), plain_type(private, field));
    let bound = quote!(N: #module::#ident);
    let span = field.span;
    let known = quote_spanned!(span=> known::<#ty>);
    let (known_doc, word) = (format!("Rows with this `{}`.", field.word), &field.word);
    let ranges = RANGES.iter().filter(|range| range.offered(of, place)).map(|range| {
        let (name, method) = (format_ident!("{word}_{}", range.suffix), Ident::new(range.suffix, span));
        let method = quote_spanned!(span=> #method::<#ty>);
        let doc = format!("Rows whose `{word}` {}.", range.doc);
        let sorted = range.bound(private, of, place, &plain);
        let names: &[Ident] = if range.ends == 2 { &[local("low"), local("high")] } else { &[local("value")] };
        quote! {
            #[doc = #doc]
            #vis fn #name(self, #(#names: impl #private::IntoValue<#plain>),*) -> #private::SortCondition<#source>
            where
                #bound,
                #sorted
            {
                self.0.#method(#number, #(#names),*)
            }
        }
    });
    let value = local("value");
    quote! {
        #[doc = #known_doc]
        #vis fn #ident(self, #value: impl #private::IntoValue<#plain>) -> #builder<#private::Next<N>>
        where
            #bound,
        {
            #builder(self.0.#known(#number, #value))
        }
        #(#ranges)*
    }
}

/// A range that a part can end in.
struct Range {
    /// What the method's name ends in, and the library's method.
    suffix: &'static str,
    doc: &'static str,
    /// How many values it takes.
    ends: usize,
}

const RANGES: [Range; 6] = [
    Range { suffix: "prefix", doc: "begins with this", ends: 1 },
    Range { suffix: "between", doc: "lies between these, both included", ends: 2 },
    Range { suffix: "ge", doc: "is this or greater", ends: 1 },
    Range { suffix: "le", doc: "is this or less", ends: 1 },
    Range { suffix: "gt", doc: "is greater than this", ends: 1 },
    Range { suffix: "lt", doc: "is less than this", ends: 1 },
];

impl Range {
    /// Inside a pattern, `gt` and `lt` need the next value, which only padded integers have, and these have no prefix.
    fn offered(&self, of: &Of, place: &Place) -> bool {
        match self.suffix {
            "gt" | "lt" => of.attributes || place.padded,
            "prefix" => !place.padded,
            _ => true,
        }
    }

    /// What the type must be like for the range to mean what it says.
    fn bound(&self, private: &Ident, of: &Of, place: &Place, ty: &TokenStream) -> TokenStream {
        // The bounds stand on `N`: one that named no parameter would be an error where it is declared.
        match (of.attributes, self.suffix) {
            (true, "prefix") => quote!(N: #private::Prefixes<#ty>,),
            (false, "between" | "ge" | "le") if !place.padded => {
                quote!(N: #private::Ranges<#ty>,)
            }
            _ => TokenStream::new(),
        }
    }
}
