//! The engines that carry out requests.

#[cfg(feature = "embedded")]
pub mod embedded;
