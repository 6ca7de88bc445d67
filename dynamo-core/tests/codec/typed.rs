//! Every supported type comes back equal from each source, its extremes included.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_core::value::style::{Binary, List, Millis, Seconds, Serde};
use dynamo_core::value::{As, Bytes, Number, Sensitive, Ttl};
use proptest::collection::{btree_map, btree_set, hash_map, hash_set, vec, vec_deque};
use proptest::prelude::*;

use crate::number::number;
use crate::sources::round_trip;

/// The least and the greatest value of integer types.
macro_rules! extremes {
    ($($type:ident)*) => { $(
        for value in [$type::MIN, $type::MIN + 1, 0, 1, $type::MAX - 1, $type::MAX] {
            round_trip::<$type>(&value);
            round_trip::<Option<$type>>(&Some(value));
        }
    )* };
}

#[test]
fn integers_at_their_ends() {
    extremes!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
    for value in [10u128.pow(38), 10u128.pow(38) - 1, 3 * 10u128.pow(38), 0] {
        round_trip::<u128>(&value);
    }
    for value in [10i128.pow(38), 1 - 10i128.pow(38), -10i128.pow(38), 0] {
        round_trip::<i128>(&value);
    }
}

#[test]
fn floats_at_their_ends() {
    for value in [0.0, -0.0, 1e-130, -1e-130, 9.999_999_999_999_99e125, 0.1, 1.0 / 3.0, f64::EPSILON, 1e22, 1e21] {
        round_trip::<f64>(&value);
    }
    for value in [0.0, f32::MAX, f32::MIN, f32::MIN_POSITIVE, f32::from_bits(1), f32::EPSILON, 16_777_216.0] {
        round_trip::<f32>(&value);
    }
}

#[test]
fn the_ends_of_other_types() {
    for value in ['\0', '"', '\\', '\u{7f}', '\u{d7ff}', '\u{e000}', char::MAX] {
        round_trip::<char>(&value);
    }
    for value in [Ttl::from(0), Ttl::from(u64::MAX)] {
        round_trip::<Ttl>(&value);
    }
    for time in [UNIX_EPOCH, UNIX_EPOCH - Duration::from_secs(1 << 40), UNIX_EPOCH + Duration::from_secs(1 << 40)] {
        round_trip::<As<SystemTime, Seconds>>(&time);
        round_trip::<As<SystemTime, Millis>>(&time);
    }
    round_trip::<[u8; 0]>(&[]);
    round_trip::<[String; 0]>(&[]);
    round_trip::<[u8; 256]>(&std::array::from_fn(|index| index as u8));
    round_trip::<Sensitive<Option<u8>>>(&Sensitive(None));
}

proptest! {
    #[test]
    fn scalars(text in any::<String>(), character in any::<char>(), flag in any::<bool>(), number in number()) {
        round_trip::<String>(&text);
        round_trip::<char>(&character);
        round_trip::<bool>(&flag);
        round_trip::<Number>(&number);
        round_trip::<Option<Box<String>>>(&Some(Box::new(text.clone())));
        round_trip::<Sensitive<String>>(&Sensitive(text));
    }

    #[test]
    fn integers(signed in any::<i64>(), unsigned in any::<u64>(), wide in -10i128.pow(38)..10i128.pow(38)) {
        round_trip::<i64>(&signed);
        round_trip::<u64>(&unsigned);
        round_trip::<i128>(&wide);
        round_trip::<u128>(&wide.unsigned_abs());
    }

    #[test]
    fn floats(long in any::<f64>(), short in any::<f32>()) {
        if long == 0.0 || (1e-130..1e126).contains(&long.abs()) {
            round_trip::<f64>(&long);
        }
        if short.is_finite() {
            round_trip::<f32>(&short);
        }
    }

    #[test]
    fn bytes(bytes in vec(any::<u8>(), 0..200), array in any::<[u8; 16]>()) {
        round_trip::<Bytes>(&bytes.clone().into());
        round_trip::<As<Vec<u8>, List>>(&bytes);
        round_trip::<As<Vec<u8>, Binary>>(&bytes);
        round_trip::<[u8; 16]>(&array);
        round_trip::<As<[u8; 16], List>>(&array);
    }

    #[test]
    fn sets(
        texts in hash_set(any::<String>(), 0..5),
        numbers in btree_set(any::<i32>(), 0..5),
        exact in btree_set(number(), 0..5),
        blobs in btree_set(vec(any::<u8>(), 0..5), 0..5),
        keys in hash_set(any::<[u8; 4]>(), 0..5),
    ) {
        round_trip::<HashSet<String>>(&texts);
        round_trip::<BTreeSet<i32>>(&numbers);
        round_trip::<BTreeSet<Number>>(&exact);
        round_trip::<BTreeSet<Bytes>>(&blobs.into_iter().map(Bytes::from).collect());
        round_trip::<HashSet<[u8; 4]>>(&keys);
    }

    #[test]
    fn lists_and_maps(
        list in vec(any::<Option<String>>(), 0..5),
        deque in vec_deque(any::<(u8, String, bool)>(), 0..5),
        tuple in any::<(u8, i8, u16, i16, u32, i32, u64, (String, bool))>(),
        array in any::<[Option<i8>; 3]>(),
        map in hash_map(any::<String>(), vec(any::<u32>(), 0..3), 0..5),
        keyed in btree_map(any::<i16>(), any::<bool>(), 0..5),
    ) {
        round_trip::<Vec<Option<String>>>(&list);
        round_trip::<VecDeque<(u8, String, bool)>>(&deque);
        round_trip::<(u8, i8, u16, i16, u32, i32, u64, (String, bool))>(&tuple);
        round_trip::<[Option<i8>; 3]>(&array);
        round_trip::<HashMap<String, Vec<u32>>>(&map);
        round_trip::<BTreeMap<i16, bool>>(&keyed);
        round_trip::<As<Vec<Option<String>>, Serde>>(&list);
        round_trip::<As<HashMap<String, Vec<u32>>, Serde>>(&map);
    }

    #[test]
    fn addresses(four in any::<Ipv4Addr>(), six in any::<Ipv6Addr>()) {
        round_trip::<IpAddr>(&four.into());
        round_trip::<IpAddr>(&six.into());
        round_trip::<Ipv4Addr>(&four);
        round_trip::<Ipv6Addr>(&six);
    }

    #[cfg(feature = "uuid")]
    #[test]
    fn uuids(bits in any::<u128>()) {
        round_trip::<uuid::Uuid>(&uuid::Uuid::from_u128(bits));
    }

    #[cfg(feature = "ipnet")]
    #[test]
    fn networks(address in any::<Ipv6Addr>(), bits in 0..=128u8) {
        let network = ipnet::Ipv6Net::new(address, bits).expect("a prefix");
        round_trip::<ipnet::Ipv6Net>(&network);
        round_trip::<ipnet::IpNet>(&network.into());
    }

    #[cfg(feature = "decimal")]
    #[test]
    fn decimals(mantissa in -(1i128 << 96) + 1..1i128 << 96, scale in 0..=28u32) {
        round_trip::<rust_decimal::Decimal>(&rust_decimal::Decimal::from_i128_with_scale(mantissa, scale));
    }

    #[cfg(feature = "serde-json")]
    #[test]
    fn json_values(text in any::<String>(), number in any::<i64>(), list in vec(any::<bool>(), 0..4)) {
        round_trip::<serde_json::Value>(&serde_json::json!({ "x": { &text: number }, "$B": list, "n": null }));
    }
}
