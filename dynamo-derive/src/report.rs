//! Collects the mistakes of one declaration, so that all of them are shown in one build.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far.
///
/// Must be ended by [`Report::into_compile_errors`] or [`Report::into_errors`]: a report that is dropped would hide
/// its errors, so that is a panic in debug builds.
#[must_use]
pub(crate) struct Report {
    errors: Vec<syn::Error>,
    read: bool,
}

impl Report {
    pub(crate) fn new() -> Self {
        Report { errors: Vec::new(), read: false }
    }

    /// Reports `message` under `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.errors.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn into_errors(mut self) -> Vec<syn::Error> {
        self.read = true;
        std::mem::take(&mut self.errors)
    }

    /// One `compile_error!` per mistake.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.into_errors().iter().map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            debug_assert!(self.read, "a report was dropped without reading its errors");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Report;
    use quote::quote;

    #[test]
    fn keeps_every_error_in_order() {
        let mut report = Report::new();
        report.at(quote!(a), "first");
        report.at(quote!(b), "second");
        let errors: Vec<String> = report.into_errors().iter().map(ToString::to_string).collect();
        assert_eq!(errors, ["first", "second"]);
    }

    #[test]
    #[should_panic(expected = "dropped without reading")]
    fn dropping_an_unread_report_panics() {
        drop(Report::new());
    }
}
