use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::attribute::{attribute_type, module_name};
use super::keys::{Arguments, arguments};
use super::{row, sort};
use crate::model::{Index, IndexProjection, Table};

/// The hidden index types and everything that belongs to each index.
pub(super) fn indexes(private: &TokenStream, table: &Table) -> TokenStream {
    if table.indexes.is_empty() {
        return TokenStream::new();
    }
    let (vis, module) = (&table.vis, module_name(&table.ident, "_index"));
    let accessors = table.indexes.iter().map(|index| &index.accessor);
    let each = table.indexes.iter().enumerate().map(|(number, index)| {
        let source = source(private, table, number, index);
        let holds = holds(private, table, index);
        let partition = partition(private, table, index);
        let sort = sort::index(private, table, index);
        let row = row::narrow(private, table, index);
        quote!(#source #holds #partition #sort #row)
    });
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_docs, clippy::all, clippy::pedantic)]
        #vis mod #module {
            #(
                #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
                pub struct #accessors {}
            )*
        }
        #(#each)*
    }
}

/// `Order::by_status()` for each index.
pub(super) fn functions(table: &Table) -> TokenStream {
    let (vis, module) = (&table.vis, module_name(&table.ident, "_index"));
    let each = table.indexes.iter().map(|index| {
        let accessor = &index.accessor;
        let kind = if index.local { "local" } else { "global" };
        let doc = format!("The {kind} index `{}`, to be queried or scanned.", index.name);
        quote! {
            #[doc = #doc]
            #[must_use]
            #vis fn #accessor() -> #module::#accessor {
                #module::#accessor {}
            }
        }
    });
    quote!(#(#each)*)
}

/// The index as something to query, found by its accessor's name.
fn source(private: &TokenStream, table: &Table, number: usize, index: &Index) -> TokenStream {
    let (ident, accessor, module) = (&table.ident, &index.accessor, module_name(&table.ident, "_index"));
    let row = match index.projection {
        IndexProjection::All => ident,
        _ => &index.row,
    };
    let hash = name_hash(accessor);
    let consistent = index.local.then(|| quote!(impl #private::ConsistentReads for #module::#accessor {}));
    quote! {
        impl #private::Source for #module::#accessor {
            type Table = #ident;
            type Row = #row;
            const INDEX: #private::Option<&'static #private::IndexSchema> =
                #private::Some(&<#ident as #private::DynamoTable>::SCHEMA.indexes[#number]);
        }
        impl #private::HasIndex<#hash> for #ident {
            type Index = #module::#accessor;
        }
        #consistent
    }
}

/// Which attributes the index holds; a trait of its own, so that the error lists them.
fn holds(private: &TokenStream, table: &Table, index: &Index) -> TokenStream {
    let (ident, accessor) = (&table.ident, &index.accessor);
    let (module, markers) = (module_name(ident, "_index"), module_name(ident, ""));
    let Some(held) = held(table, index) else {
        return quote!(impl<M> #private::Holds<M> for #module::#accessor {});
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
    let held = held.iter().map(|number| &table.fields[*number].ident);
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, unreachable_pub)]
        #[diagnostic::on_unimplemented(
            message = #message,
            label = "not in the index",
            note = #note,
            note = #remedy
        )]
        pub trait #trait_name {}
        #(impl #trait_name for #markers::#held {})*
        impl<M: #trait_name> #private::Holds<M> for #module::#accessor {}
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
fn partition(private: &TokenStream, table: &Table, index: &Index) -> TokenStream {
    let (vis, accessor, module) = (&table.vis, &index.accessor, module_name(&table.ident, "_index"));
    let Arguments { parameters, values } = arguments(private, table, &index.pk.fields());
    let doc = format!("The rows of the index `{}` that share a partition key, to be queried.", index.name);
    quote! {
        #[allow(dead_code, clippy::unused_self)]
        impl #module::#accessor {
            #[doc = #doc]
            #[must_use]
            #vis fn partition(self, #(#parameters),*) -> #private::Partition<Self> {
                #private::Partition::new(&[#(#values),*])
            }
        }
    }
}

/// `o.gsi1_sk()`: the setters of fields that make up an index key together.
pub(super) fn shared_key_accessors(private: &TokenStream, table: &Table) -> TokenStream {
    let (vis, ident, fields_type) = (&table.vis, &table.ident, &table.names.fields);
    let each = table.shared_keys().into_iter().map(|(name, fields)| {
        let (accessor, setter) = (format_ident!("{name}"), format_ident!("{ident}_{name}_setter"));
        let names = fields.iter().map(|number| &table.fields[*number].name);
        let Arguments { parameters, .. } = arguments(private, table, &fields);
        let words: Vec<_> = fields.iter().map(|number| table.fields[*number].word.clone()).collect();
        let doc = format!("The fields that stand in an index key together: {}.", words.join(", "));
        let values = fields.iter().zip(names).map(|(number, name)| {
            let field = &table.fields[*number];
            let (word, ty) = (&field.ident, attribute_type(private, field));
            quote!(#private::set_field::<#ty, _>(#name, #word))
        });
        quote! {
            impl #fields_type<#private::Update<#ident>> {
                #[doc = #doc]
                #[must_use]
                #[allow(dead_code)]
                #vis fn #accessor(&self) -> #setter {
                    #setter {}
                }
            }

            #[doc(hidden)]
            #[allow(non_camel_case_types, dead_code)]
            #vis struct #setter {}

            #[allow(dead_code)]
            impl #setter {
                #[doc = "Sets all of them, and the key with them."]
                #vis fn set(&self, #(#parameters),*) -> #private::Vec<#private::Action<#private::Update<#ident>>> {
                    #private::vec([#(#values),*])
                }
            }
        }
    });
    quote!(#(#each)*)
}

/// FNV-1a of a word: a name that a type can carry.
pub(super) fn name_hash(ident: &syn::Ident) -> u64 {
    let word = ident.to_string();
    let bytes = word.trim_start_matches("r#").bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
