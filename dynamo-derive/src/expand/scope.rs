use proc_macro2::TokenStream;
use quote::quote;

use super::attribute::{module_name, stored, text};
use super::index::index_type;
use crate::model::{IndexProjection, Role, Table};

/// Which attributes may be named where: `OrderScope`, what is a key of what, and what an update may set.
pub(super) fn scopes(private: &TokenStream, table: &Table) -> TokenStream {
    let (ident, markers) = (&table.ident, module_name(&table.ident, ""));
    let keyless = stored(&table.fields).filter(|(number, _)| !table.is_plain_key(*number));
    let keyless = keyless.map(|(_, field)| &field.ident);
    let filters_table = filters(private, table, &quote!(#ident), &table.plain_keys());
    let filters_indexes = table.indexes.iter().map(|index| {
        let of = index_type(table, index);
        filters(private, table, &quote!(#of), &index.plain_keys())
    });
    let updates = updates(private, table);
    let scope = reusable(private, table);
    quote! {
        #(impl #private::NoKey for #markers::#keyless {})*
        impl<M> #private::Holds<M> for #ident {}
        #filters_table
        #(#filters_indexes)*
        #updates
        #scope
    }
}

/// A source can be filtered by what is no key at all, and by what is a key of something else only.
fn filters(private: &TokenStream, table: &Table, source: &TokenStream, own: &[usize]) -> TokenStream {
    let markers = module_name(&table.ident, "");
    let others = stored(&table.fields).filter(|(number, _)| table.is_plain_key(*number) && !own.contains(number));
    let others = others.map(|(_, field)| &field.ident);
    quote! {
        impl<M: #private::NoKey> #private::Filters<M> for #source {}
        #(impl #private::Filters<#markers::#others> for #source {})*
    }
}

/// The trait of what an update may set, with a text for what it may not.
fn updates(private: &TokenStream, table: &Table) -> TokenStream {
    let (ident, markers) = (&table.ident, module_name(&table.ident, ""));
    let settable = stored(&table.fields).filter(|(number, field)| {
        matches!(table.role(*number), Role::Plain | Role::IndexKey) && !table.is_stamped(*number) && !field.readonly
    });
    let settable = settable.map(|(_, field)| &field.ident);
    let trait_name = module_name(&table.ident, "_updates");
    let text = text(table, "attribute cannot be updated on its own", "cannot be set here", &update_notes(table));
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, unreachable_pub)]
        #text
        pub trait #trait_name {}
        #(impl #trait_name for #markers::#settable {})*
        impl<M: #trait_name> #private::Updates<M> for #ident {}
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
fn reusable(private: &TokenStream, table: &Table) -> TokenStream {
    let (vis, ident, scope) = (&table.vis, &table.ident, &table.names.scope);
    let markers = module_name(&table.ident, "");
    let whole: Vec<_> = table.indexes.iter().filter(|index| matches!(index.projection, IndexProjection::All)).collect();
    let mut keys = table.plain_keys();
    keys.extend(whole.iter().flat_map(|index| index.plain_keys()));
    let free = stored(&table.fields).filter(|(number, _)| !keys.contains(number));
    let free = free.map(|(_, field)| &field.ident);
    let whole: Vec<_> = whole.iter().map(|index| index_type(table, index)).collect();
    let doc = format!(
        "The scopes a reusable condition on [`{ident}`] works in: conditions of writes, filters of the table and of \
         indexes that hold everything."
    );
    quote! {
        #[doc = #doc]
        #vis trait #scope: #private::Scope<Base = Self> #(+ #private::Allows<#markers::#free>)* {}
        impl #scope for #private::Check<#ident> {}
        impl #scope for #private::Filter<#ident> {}
        impl #scope for #private::Scan<#ident> {}
        #(impl #scope for #private::Filter<#whole> {})*
        #(impl #scope for #private::Scan<#whole> {})*
    }
}
