//! A network between a pool and PostgreSQL that breaks. Requests and their answers are told apart, and each request has a fate.

mod fate;
mod report;
mod wire;

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamo_core::backend::BoxFuture;
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use fastrand::Rng;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, sleep_until};

use crate::run::Faulty;
pub(crate) use fate::Fate;
pub(crate) use report::Report;
pub(crate) use wire::Kind;

/// Longer than the library has patience.
const OUTAGE: Duration = Duration::from_millis(6_500);

pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    network: Arc<Network>,
}

struct Network {
    server: (String, u16),
    seed: u64,
    state: Mutex<State>,
}

struct State {
    is_faulty: bool,
    plan: Plan,
    dark_until: Option<Instant>,
    report: Report,
}

/// What is to happen.
pub(crate) enum Plan {
    /// Anything, and after so many requests an outage, once.
    Chances { outage_after: usize },
    /// This, each to the next request of its kind, one after the other. Everything else passes.
    Script(VecDeque<(Kind, Fate)>),
}

impl Proxy {
    /// Listens on this machine only, until the runtime ends.
    pub(crate) async fn start(seed: u64, server: (String, u16), plan: Plan) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let state = State { is_faulty: false, plan, dark_until: None, report: Report::default() };
        let network = Arc::new(Network { server, seed, state: Mutex::new(state) });
        tokio::spawn(accept(listener, Arc::clone(&network)));
        Ok(Self { address, network })
    }

    pub(crate) fn layer(&self) -> Patient {
        Patient(Arc::clone(&self.network))
    }
}

impl Faulty for Proxy {
    const KEEPS_TRACK: bool = true;
    type Report = Report;

    fn begin(&self) {
        self.network.state.lock().unwrap().is_faulty = true;
    }

    fn end(&self) -> Report {
        let mut state = self.network.state.lock().unwrap();
        state.is_faulty = false;
        state.report.clone()
    }
}

/// While nothing gets through, no call begins: it would only fail, and all that is to be done were soon done.
pub(crate) struct Patient(Arc<Network>);

impl Layer for Patient {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            let end = self.0.state.lock().unwrap().dark_until;
            if let Some(end) = end {
                sleep_until(end).await;
            }
            next.call(request, rows).await
        })
    }
}

async fn accept(listener: TcpListener, network: Arc<Network>) {
    let mut number = 0;
    while let Ok((client, _)) = listener.accept().await {
        number += 1;
        // However a connection ends: both sides see that it did.
        tokio::spawn(serve(Arc::clone(&network), client, number));
    }
}

/// One connection, until it is closed or cut.
async fn serve(network: Arc<Network>, mut client: TcpStream, number: u64) -> io::Result<()> {
    let mut random = Rng::with_seed(network.seed ^ (number << 32));
    let (host, port) = &network.server;
    let mut server = TcpStream::connect((host.as_str(), *port)).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let mut is_first = true;
    while let Some(request) = wire::request(&mut client, is_first).await? {
        is_first = false;
        let fate = network.fate(request.kind, &mut random);
        match fate {
            Fate::Unsent | Fate::Dark => return Ok(()),
            Fate::Late => sleep(Duration::from_millis(random.u64(1..20))).await,
            _ => {}
        }
        server.write_all(&request.bytes).await?;
        if request.kind == Kind::End || fate == Fate::Hurried {
            return Ok(());
        }
        let answer = wire::answer(&mut server).await?;
        match fate {
            Fate::Unanswered => return Ok(()),
            Fate::CutShort => return client.write_all(&answer[..random.usize(1..answer.len())]).await,
            Fate::Late => sleep(Duration::from_millis(random.u64(1..20))).await,
            _ => {}
        }
        client.write_all(&answer).await?;
    }
    Ok(())
}

impl Network {
    fn fate(&self, kind: Kind, random: &mut Rng) -> Fate {
        let mut state = self.state.lock().unwrap();
        if !state.is_faulty || kind == Kind::End {
            return Fate::Passed;
        }
        let State { plan, dark_until, report, .. } = &mut *state;
        let fate = match plan {
            Plan::Script(script) => script.pop_front_if(|(of, _)| *of == kind).map_or(Fate::Passed, |(_, fate)| fate),
            Plan::Chances { outage_after } => match dark_until {
                Some(end) if Instant::now() < *end => Fate::Dark,
                // It begins when nobody can say any more what has become of a transaction.
                None if kind == Kind::Commit && report.all() >= *outage_after => {
                    *dark_until = Some(Instant::now() + OUTAGE);
                    Fate::Unanswered
                }
                _ => Fate::of(kind, random),
            },
        };
        report.met(kind, fate);
        fate
    }
}
