use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("IP:{address}")]
struct Host {
    address: std::net::Ipv6Addr, //~ ERROR `:` cannot delimit `{address}`: the text of
}

fn main() {}
