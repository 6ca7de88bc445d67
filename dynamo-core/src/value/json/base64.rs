use aws_smithy_types::base64;

/// The bytes of base64 with padding; `None` when it is none.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    base64::decode(text).ok()
}

/// Base64 with padding.
pub(in crate::value) fn encode(bytes: &[u8]) -> String {
    base64::encode(bytes)
}
