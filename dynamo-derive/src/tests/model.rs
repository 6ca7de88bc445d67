//! The models of good tables.

use quote::{ToTokens, quote};

use super::describe::{field, indexes, primary, table};

#[test]
fn order() {
    let order = table(quote! {
        #[dynamo(table = "orders")]
        #[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total, items_count))]
        #[gsi(by_region, name = "gsi-region", pk = region, keys_only)]
        #[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
        #[lsi(by_amount, name = "lsi-amount", sk = total)]
        struct Order {
            #[pk] user_id: String,
            #[sk] order_id: String,
            status: Status, created_at: String, region: Option<String>, tenant: String,
            total: u64, items_count: u32, description: Option<String>,
            tags: HashSet<String>,
            address: Address, lines: Vec<Line>,
            #[ttl] expires_at: Option<Ttl>,
            #[version] rev: u64,
            #[dynamo(flatten)] rest: Item,
        }
    });
    assert_eq!(order.table.as_ref().map(syn::LitStr::value).as_deref(), Some("orders"));
    assert_eq!(primary(&order), "user_id / order_id");
    assert_eq!(
        indexes(&order),
        [
            "gsi by_status \"gsi-status-date\": status / created_at: \
             total+items_count+user_id+order_id+status+created_at+expires_at as OrderByStatus",
            "gsi by_region \"gsi-region\": region: keys as OrderByRegion",
            "gsi by_tenant \"by_tenant\": tenant+region / status+created_at: all",
            "lsi by_amount \"lsi-amount\": user_id / total: all",
        ]
    );
    let word = |field: Option<usize>| field.map(|field| order.fields[field].word.as_str());
    assert_eq!(word(order.ttl), Some("expires_at"));
    assert_eq!(word(order.version), Some("rev"));
    assert_eq!(word(order.flatten), Some("rest"));
    assert_eq!(order.fields.len(), 15);
    assert_eq!(order.names.fields, "OrderFields");
    assert_eq!(order.names.scope, "OrderScope");
    assert_eq!(order.names.key, "key");
    assert_eq!(order.names.partition, "partition");
    assert_eq!(order.entity_attr, "_type");
    assert_eq!(order.krate.to_token_stream().to_string(), ":: dynamo_core");
}

#[test]
fn story() {
    let story = table(quote! {
        #[dynamo(table = "app")]
        #[pk("USER#{owner}")]
        #[sk("STORY#{story_id}#RUN#{run_id:010}")]
        #[gsi(gsi1, pk = "ORG#{org}", sk = "{created_at}", keys_only)]
        struct Story { owner: String, story_id: String, run_id: u32, org: String, created_at: String, title: String,
                       #[schema_version(2, upgrade(1 => story_v1_to_v2))] schema_version: u32 }
    });
    assert_eq!(primary(&story), "PK=['USER#' owner] / SK=['STORY#' story_id '#RUN#' run_id:10]");
    assert_eq!(indexes(&story), ["gsi gsi1 \"gsi1\": GSI1PK=['ORG#' org] / GSI1SK=[created_at]: keys as StoryGsi1"]);
    let version = story.schema_version.as_ref().expect("it is declared");
    assert_eq!(version.number, Some(2));
    assert_eq!(story.fields[version.field].word, "schema_version");
    let steps: Vec<(u32, String)> =
        version.upgrades.iter().map(|upgrade| (upgrade.from, upgrade.step.to_token_stream().to_string())).collect();
    assert_eq!(steps, [(1, "story_v1_to_v2".to_owned())]);
}

#[test]
fn profile() {
    let profile = table(quote! {
        #[dynamo(table = "app")] #[pk("USER#{owner}")] #[sk("PROFILE")]
        struct Profile { owner: String, name: String, #[schema_version] schema: String }
    });
    assert_eq!(primary(&profile), "PK=['USER#' owner] / SK=['PROFILE']");
    let version = profile.schema_version.as_ref().expect("it is declared");
    assert_eq!(version.number, None);
    assert!(version.upgrades.is_empty());
}

#[test]
fn everything_inside_dynamo() {
    let table = table(quote! {
        #[dynamo(pk("A#{a}"), sk = "B", pk_attr = "P", gsi(by_c, pk = c, include(t, a)), lsi(by_t, sk = "T#{t}", sk_attr = "TS", keys_only, row = "Timed"))]
        #[dynamo(entity = "thing", entity_attr = "kind", key_escape = "percent", crate = my::dynamo, validate = check,
                 fields = "Things", rename_fn(key = "at", by_c = "of_c"), schema_version(2, upgrade(1 => up)))]
        struct Thing { a: String, c: String, #[dynamo(ttl, number)] t: Ttl, #[dynamo(version)] v: u64, #[dynamo(schema_version)] s: u32 }
    });
    assert_eq!(primary(&table), "P=['A#' a] / SK=['B']");
    assert_eq!(
        indexes(&table),
        ["gsi of_c \"by_c\": c: t+a+c+s as ThingByC", "lsi by_t \"by_t\": P=['A#' a] / TS=['T#' t]: keys as Timed",]
    );
    assert_eq!(table.names.key, "at");
    assert_eq!(table.names.fields, "Things");
    assert_eq!(table.entity_attr, "kind");
    assert!(table.escape && table.validate.is_some() && table.version.is_some());
    assert_eq!(table.krate.to_token_stream().to_string(), "my :: dynamo");
    assert_eq!(table.schema_version.expect("it is declared").upgrades.len(), 1);
}

#[test]
fn an_inverted_index_shares_the_key_attributes() {
    let table = table(quote! {
        #[dynamo(row = "Turned")]
        #[pk("A#{a}")] #[sk("B#{b}")]
        #[gsi(inverted, pk = "B#{b}", pk_attr = "SK", sk = "A#{a}", sk_attr = "PK", keys_only)]
        struct T { a: String, b: String }
    });
    assert_eq!(indexes(&table), ["gsi inverted \"inverted\": SK=['B#' b] / PK=['A#' a]: keys as Turned"]);
}

#[test]
fn fields_take_names_and_options() {
    let table = table(quote! {
        #[dynamo(rename_all = "camelCase")]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        #[sk("N#{number_of:05}")]
        struct T {
            #[pk] r#type: String,
            #[dynamo(rename = "one")] #[serde(rename = "two")] first_one: u8,
            #[serde(rename = "two", default)] second_one: u8,
            #[dynamo(narrow)] number_of: u32,
            #[dynamo(default)] a: u8,
            #[dynamo(default = module::b)] b: u8,
            #[dynamo(null, sensitive, readonly)] c: Option<u8>,
            #[dynamo(binary)] d: Vec<u8>,
            #[dynamo(list)] e: Vec<u8>,
            #[dynamo(number = "millis")] f: DateTime,
            #[dynamo(number)] g: DateTime,
            #[dynamo(serde)] h: Foreign,
            #[dynamo(created_at)] i: String,
            #[dynamo(updated_at)] j: String,
            #[dynamo(computed = k)] k: String,
            #[dynamo(skip)] l: String,
            #[serde(skip)] m: String,
            #[serde(skip)] #[dynamo(store)] n: String,
        }
    });
    let fields: Vec<String> = table.fields.iter().map(field).collect();
    assert_eq!(
        fields,
        [
            "type as type",
            "first_one as one",
            "second_one as two",
            "number_of as numberOf narrow",
            "a as a default",
            "b as b default module :: b",
            "c as c null sensitive readonly",
            "d as d binary",
            "e as e list",
            "f as f number Millis",
            "g as g number Seconds",
            "h as h serde",
            "i as i created_at",
            "j as j updated_at",
            "k as k computed k",
            "l as l skipped",
            "m as m skipped",
            "n as n",
        ]
    );
}

#[test]
fn short_words_are_left_to_another_derive() {
    let table = table(quote! {
        #[version("of another derive")]
        #[gsi(by_b, pk = b)]
        #[dynamo(gsi(by_c, pk = c))]
        struct T {
            #[pk] #[dynamo(pk)] a: String,
            #[pk(auto)] b: String,
            #[dynamo(version)] c: u64,
        }
    });
    assert_eq!(primary(&table), "a");
    assert_eq!(table.version, Some(2));
    assert_eq!(table.indexes.len(), 2);
}

#[test]
fn index_keys_that_share_a_field_share_one_setter() {
    let input = syn::parse_quote! {
        #[gsi(one, pk = "A#{a}#{b}")]
        #[gsi(two, pk = "C#{c}#{d}")]
        #[gsi(both, pk = "BC#{b}#{c}")]
        struct Shared {
            #[pk]
            id: String,
            a: String,
            b: String,
            c: String,
            d: String,
        }
    };
    let (table, report) = crate::declare::table(&input);
    assert!(report.into_errors().is_empty());
    let mut groups = table.expect("the declaration has a model").shared_keys();
    let (name, mut fields) = groups.pop().expect("there is a group");
    fields.sort_unstable();
    assert_eq!((name.as_str(), fields, groups.len()), ("one_pk", vec![1, 2, 3, 4], 0));
}
