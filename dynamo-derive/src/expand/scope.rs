use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::accessors::bounds;
use super::attribute::{module_name, stored, text};
use super::generated::{Generated, Library};
use super::index::index_type;
use crate::model::{IndexProjection, Role, Table};

/// Which attributes may be named where: `OrderScope`, what is a key of what, and what an update may set.
pub(super) fn scopes(library: &Library, table: &Table) -> Generated {
    let (private, ident) = (&library.short, &table.ident);
    let mut impls = quote!(impl<M> #private::Holds<M> for #ident {});
    impls.extend(filters(private, table, &quote!(#ident), &table.plain_keys()));
    for index in &table.indexes {
        let of = index_type(table, index);
        impls.extend(filters(private, table, &quote!(#of), &index.plain_keys()));
    }
    let mut generated = Generated::impls(impls);
    generated.add(updates(library, table));
    generated.add(reusable(library, table));
    generated
}

/// Of the attributes that are keys, a source can be filtered by those that are keys of something else.
fn filters(private: &Ident, table: &Table, source: &TokenStream, own: &[usize]) -> TokenStream {
    let markers = module_name(&table.ident, "");
    let others = stored(&table.fields).filter(|(number, _)| table.is_plain_key(*number) && !own.contains(number));
    let others = others.map(|(_, field)| &field.ident);
    quote!(#(impl #private::Filters<#markers::#others> for #source {})*)
}

/// The trait of what an update cannot set: nothing has it, and its text says what to do instead.
fn updates(library: &Library, table: &Table) -> Generated {
    let (private, ident) = (&library.short, &table.ident);
    let trait_name = module_name(ident, "_updates");
    let text = text(table, "attribute cannot be updated on its own", "cannot be set here", &update_notes(table));
    Generated {
        items: quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types, unreachable_pub)]
            #text
            pub trait #trait_name {}
        },
        impls: quote!(impl<M: #trait_name> #private::Updates<M> for #ident {}),
    }
}

/// What cannot be updated, and what to do instead.
fn update_notes(table: &Table) -> Vec<String> {
    let name = |number: &usize| format!("`{}`", table.fields[*number].word);
    let list = |numbers: Vec<usize>| numbers.iter().map(name).collect::<Vec<_>>().join(", ");
    let with_role = |role| -> Vec<usize> {
        stored(&table.fields).map(|(number, _)| number).filter(|number| table.role(*number) == role).collect()
    };
    let mut notes = vec![format!(
        "the primary key of `{}` is made of {}: put a new item and delete the old one",
        table.ident,
        list(with_role(Role::PrimaryKey))
    )];
    for (accessor, fields) in table.shared_keys() {
        notes.push(format!(
            "{} stand in one index key together: `o.{accessor}().set({})`",
            list(fields.clone()),
            fields.iter().map(|number| table.fields[*number].word.clone()).collect::<Vec<_>>().join(", ")
        ));
    }
    let stamped: Vec<_> = stored(&table.fields)
        .filter(|(number, field)| table.is_stamped(*number) || field.readonly)
        .map(|(number, _)| number)
        .collect();
    if !stamped.is_empty() {
        notes.push(format!("read-only, or written by the library: {}", list(stamped)));
    }
    notes
}

/// `OrderScope`: every scope in which a condition over the plain attributes can stand.
fn reusable(library: &Library, table: &Table) -> Generated {
    let (full, private) = (&library.full, &library.short);
    let (vis, ident, scope) = (&table.vis, &table.ident, &table.names.scope);
    let whole: Vec<_> = table.indexes.iter().filter(|index| matches!(index.projection, IndexProjection::All)).collect();
    let mut keys = table.plain_keys();
    keys.extend(whole.iter().flat_map(|index| index.plain_keys()));
    let free = stored(&table.fields).filter(|(number, _)| !keys.contains(number));
    let bounds = free.map(|(number, _)| bounds(full, table, number));
    let whole: Vec<_> = whole.iter().map(|index| index_type(table, index)).collect();
    let doc = format!(
        "The scopes a reusable condition on [`{ident}`] works in: conditions of writes, filters of the table and of \
         indexes that hold everything."
    );
    Generated {
        items: quote! {
            #[doc = #doc]
            #[allow(dead_code)]
            #vis trait #scope: #full::Scope<Base = Self> #(+ #bounds)* {}
        },
        impls: quote! {
            impl #scope for #private::Check<#ident> {}
            impl #scope for #private::Filter<#ident> {}
            impl #scope for #private::Scan<#ident> {}
            #(
                impl #scope for #private::Filter<#whole> {}
                impl #scope for #private::Scan<#whole> {}
            )*
        },
    }
}
