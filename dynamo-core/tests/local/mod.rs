//! AWS's own DynamoDB Local, for the tests that need a server: `cargo xtask test` starts one, and says where.

use std::io::Write;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use dynamo_core::Db;
use dynamo_core::db::DbBuilder;

const VARIABLE: &str = "DYNAMO_TEST_LOCAL";

/// Its address. Where there is none a test is left out, and with `CI=true` it fails.
pub(crate) fn address() -> Option<String> {
    let address = std::env::var(VARIABLE).ok();
    if address.is_none() {
        // Past the harness, which shows what passing tests print only when it is asked to.
        writeln!(std::io::stdout(), "DynamoDB Local: skipped, {VARIABLE} is not set").expect("standard output");
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "with CI=true every engine must run: {VARIABLE} is not set");
    }
    address
}

/// A handle to the one at this address.
pub(crate) fn open(builder: DbBuilder, address: &str) -> Db {
    let credentials = Credentials::new("tests", "tests", None, None, "tests");
    let config = aws_config::SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-north-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(address)
        .build();
    builder.from_sdk_config(&config)
}
