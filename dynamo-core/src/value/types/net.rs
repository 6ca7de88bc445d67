use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::value::key_kind::{Ipv4Key, Ipv6Key, TextKey};

text_attribute!(IpAddr, TextKey, "an IP address (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
text_attribute!(Ipv4Addr, Ipv4Key, "an IPv4 address (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
text_attribute!(Ipv6Addr, Ipv6Key, "an IPv6 address (S)", |value| Ok(value.to_string()), |text| text.parse().ok());

#[cfg(feature = "ipnet")]
mod networks {
    use ipnet::{IpNet, Ipv4Net, Ipv6Net};

    use crate::value::key_kind::NetworkKey;

    text_attribute!(IpNet, NetworkKey, "an IP network (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
    text_attribute!(Ipv4Net, NetworkKey, "an IPv4 network (S)", |value| Ok(value.to_string()), |text| text
        .parse()
        .ok());
    text_attribute!(Ipv6Net, NetworkKey, "an IPv6 network (S)", |value| Ok(value.to_string()), |text| text
        .parse()
        .ok());
}
