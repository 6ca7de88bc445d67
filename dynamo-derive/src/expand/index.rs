use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::attribute::{attribute_type, module_name, text};
use super::generated::{Generated, Library};
use super::keys::{Arguments, arguments};
use super::{fallback, row, sort};
use crate::model::{Index, IndexProjection, Table};

/// The hidden index types and everything that belongs to each index.
pub(super) fn indexes(library: &Library, table: &Table) -> Generated {
    let mut generated = Generated::new();
    for (number, index) in table.indexes.iter().enumerate() {
        generated.add(source(library, table, number, index));
        generated.add(holds(library, table, index));
        generated.add(Generated::impls(partition(&library.short, table, index)));
        generated.add(sort::index(library, table, index));
        generated.add(row::narrow(library, table, index));
    }
    generated
}

/// `OrderByStatusIndex`: the index as a type.
pub(super) fn index_type(table: &Table, index: &Index) -> Ident {
    format_ident!("{}{}Index", table.ident, camel(&index.accessor))
}

/// `by_status` as `ByStatus`.
pub(super) fn camel(ident: &Ident) -> String {
    let word = ident.to_string();
    let mut camel = String::new();
    for piece in word.trim_start_matches("r#").split('_') {
        let mut letters = piece.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.extend(letters);
    }
    camel
}

/// `Order::by_status()` for each index.
pub(super) fn functions(table: &Table) -> TokenStream {
    let vis = &table.vis;
    let each = table.indexes.iter().map(|index| {
        let (accessor, of) = (&index.accessor, index_type(table, index));
        let kind = if index.local { "local" } else { "global" };
        let doc = format!("The {kind} index `{}`, to be queried or scanned.", index.name);
        quote! {
            #[doc = #doc]
            #[must_use]
            #[inline]
            #vis fn #accessor() -> #of {
                #of {}
            }
        }
    });
    quote!(#(#each)*)
}

/// The index as something to query, found by its accessor's name.
fn source(library: &Library, table: &Table, number: usize, index: &Index) -> Generated {
    let private = &library.short;
    let (vis, ident, of) = (&table.vis, &table.ident, index_type(table, index));
    let row = match index.projection {
        IndexProjection::All => ident,
        _ => &index.row,
    };
    let hash = name_hash(&index.accessor);
    let place = numeral(private, number);
    let doc = format!("The index `{}` of [`{ident}`], to be queried or scanned.", index.name);
    let consistent = index.local.then(|| quote!(impl #private::ConsistentReads for #of {}));
    Generated {
        items: quote! {
            #[doc = #doc]
            #vis struct #of {}
        },
        impls: quote! {
            impl #private::Source for #of {
                type Table = #ident;
                type Row = #row;
                type Place = #place;
            }
            impl #private::HasIndex<#hash> for #ident {
                type Index = #of;
            }
            #consistent
        },
    }
}

/// Which attributes the index holds; a trait of its own, so that the error lists them.
fn holds(library: &Library, table: &Table, index: &Index) -> Generated {
    let private = &library.short;
    let (ident, accessor) = (&table.ident, &index.accessor);
    let (of, markers) = (index_type(table, index), module_name(ident, ""));
    let Some(held) = held(table, index) else {
        return Generated::impls(quote!(impl<M> #private::Holds<M> for #of {}));
    };
    let trait_name = module_name(ident, &format!("_{}_holds", accessor.to_string().trim_start_matches("r#")));
    let message = format!(
        "attribute is not projected into index `{}` (\"{}\") of `{ident}`",
        accessor.to_string().trim_start_matches("r#"),
        index.name
    );
    let list: Vec<_> = held.iter().map(|number| format!("`{}`", table.fields[*number].word)).collect();
    let note = format!("the index holds {}", list.join(", "));
    let remedy = match index.projection {
        IndexProjection::KeysOnly => "use `include(..)` instead of `keys_only`, or read whole items with `.hydrate()`",
        _ => "add it to `include(..)`, or read whole items with `.hydrate()`",
    };
    let text = text(table, &message, "not in the index", &[note, remedy.to_owned()]);
    let held = held.iter().map(|number| &table.fields[*number].ident);
    Generated {
        items: quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types, unreachable_pub)]
            #text
            pub trait #trait_name {}
        },
        impls: quote! {
            #(impl #trait_name for #markers::#held {})*
            impl<M: #trait_name> #private::Holds<M> for #of {}
        },
    }
}

/// The fields whose attributes a narrow index holds: plain keys of table and index, and what it includes.
pub(super) fn held(table: &Table, index: &Index) -> Option<Vec<usize>> {
    let mut held = table.plain_keys();
    let included: &[usize] = match &index.projection {
        IndexProjection::All => return None,
        IndexProjection::KeysOnly => &[],
        IndexProjection::Include(fields) => fields,
    };
    for number in index.plain_keys().iter().chain(included) {
        if !held.contains(number) {
            held.push(*number);
        }
    }
    Some(held)
}

/// `Order::by_status().partition(..)`.
fn partition(private: &Ident, table: &Table, index: &Index) -> TokenStream {
    let (vis, of) = (&table.vis, index_type(table, index));
    let Arguments { parameters, values } = match table.arity {
        Some(arity) if index.local => fallback::anything(arity.partition),
        _ => arguments(private, table, &index.pk.fields()),
    };
    let doc = format!("The rows of the index `{}` that share a partition key, to be queried.", index.name);
    quote! {
        impl #of {
            #[doc = #doc]
            #vis fn partition(self, #(#parameters),*) -> #private::Partition<Self> {
                #private::Partition::new(&[#(#values),*])
            }
        }
    }
}

/// `o.gsi1_sk()`: the setters of fields that make up an index key together.
pub(super) fn shared_key_accessors(library: &Library, table: &Table) -> Generated {
    let private = &library.short;
    let (vis, ident, fields_type) = (&table.vis, &table.ident, &table.names.fields);
    let markers = module_name(ident, "");
    let mut generated = Generated::new();
    for (name, fields) in table.shared_keys() {
        let (accessor, setter) =
            (format_ident!("{name}"), format_ident!("{ident}{}Setter", camel(&format_ident!("{name}"))));
        let Arguments { parameters, .. } = arguments(private, table, &fields);
        let words: Vec<_> = fields.iter().map(|number| table.fields[*number].word.clone()).collect();
        let doc = format!("The fields that stand in an index key together: {}.", words.join(", "));
        let values = fields.iter().map(|number| {
            let field = &table.fields[*number];
            let (name, word, ty) = (&field.name, &field.ident, attribute_type(field));
            quote!(#private::set_field::<#ty, #private::Update<#ident>>(#name, #word))
        });
        generated.items.extend(quote!(#[doc(hidden)] #vis struct #setter {}));
        generated.impls.extend(quote! {
            impl #markers::#fields_type<#private::Update<#ident>> {
                #[doc = #doc]
                #[must_use]
                #vis fn #accessor(&self) -> #setter {
                    #setter {}
                }
            }

            impl #setter {
                #[doc = "Sets all of them; the key is rendered from them when the update is sent."]
                #vis fn set(&self, #(#parameters),*) -> #private::Vec<#private::Action<#private::Update<#ident>>> {
                    #private::vec([#(#values),*])
                }
            }
        });
    }
    generated
}

/// A number as a type.
pub(super) fn numeral(private: &Ident, number: usize) -> TokenStream {
    (0..number).fold(quote!(#private::Zero), |less, _| quote!(#private::Next<#less>))
}

/// FNV-1a of a word: a name that a type can carry.
pub(super) fn name_hash(ident: &Ident) -> u64 {
    let word = ident.to_string();
    let bytes = word.trim_start_matches("r#").bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
