use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::value::key_kind::TextKey;

text_attribute!(IpAddr, TextKey, "an IP address (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
text_attribute!(Ipv4Addr, TextKey, "an IPv4 address (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
text_attribute!(Ipv6Addr, TextKey, "an IPv6 address (S)", |value| Ok(value.to_string()), |text| text.parse().ok());

#[cfg(feature = "ipnet")]
mod networks {
    use ipnet::{IpNet, Ipv4Net, Ipv6Net};

    use super::TextKey;

    text_attribute!(IpNet, TextKey, "an IP network (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
    text_attribute!(Ipv4Net, TextKey, "an IPv4 network (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
    text_attribute!(Ipv6Net, TextKey, "an IPv6 network (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
}
