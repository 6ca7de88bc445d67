use dynamo_core::testing::Fault;

use crate::{Counter, LOST, Note, counter, note, plan, set_up, stored_count};

#[tokio::test]
async fn increments_are_applied_once_and_said_to_be() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    let calls = 150;
    // Answers to repeated attempts are lost, too.
    plan(&faults, (0..2 * calls).map(|at| if at % 3 == 0 { LOST[at / 3 % LOST.len()] } else { Fault::None }));
    for at in 0..calls {
        let update = db.update(Counter::key("c")).set(|c| (c.count().increment(1), c.tags().append(["x"])));
        update.exactly_once().await.unwrap_or_else(|error| panic!("{at}: {error}"));
    }
    let counted = db.get(Counter::key("c")).consistent().required().await.unwrap();
    assert_eq!((counted.count, counted.tags.len()), (150, 150));
}

#[tokio::test]
async fn every_write_is_carried_out_once() {
    for fault in LOST {
        let (faults, db) = set_up().await;
        plan(&faults, [fault]);
        let created = db.create(&note()).written().exactly_once().await.unwrap();
        plan(&faults, [fault]);
        let put = db.put(&Note { text: "two".into(), ..created }).written().exactly_once().await.unwrap();
        assert_eq!(put.rev, 2, "{fault:?}");
        plan(&faults, [fault]);
        db.update(&put).set(|n| n.reads().increment(1)).exactly_once().await.unwrap();
        plan(&faults, [fault]);
        let set = |n: &crate::NoteFields<_>| (n.text().set("four"), n.reads().increment(1));
        db.upsert(Note::key("n")).set(set).exactly_once().await.unwrap();
        let found = db.get(Note::key("n")).required().await.unwrap();
        assert_eq!((found.rev, found.reads, &*found.text), (4, 2, "four"), "{fault:?}");
        plan(&faults, [fault]);
        db.delete(&found).exactly_once().await.unwrap();
        assert_eq!(db.get(Note::key("n")).await.unwrap(), None);
        // A refusal is one, however often it was asked for.
        plan(&faults, [fault]);
        let error = db.delete(&found).exactly_once().await.unwrap_err();
        assert!(error.is_condition_failed(), "{fault:?}: {error}");
    }
}

#[tokio::test]
async fn when_every_answer_is_lost_nothing_is_claimed() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    plan(&faults, [Fault::ResetAfter; 3]);
    let error = db.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(stored_count(&db).await, 1);
}

#[tokio::test]
async fn what_met_another_transaction_is_sent_again() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    plan(&faults, [Fault::Conflict, Fault::Conflict]);
    db.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap();
    assert_eq!((faults.report().applied(), stored_count(&db).await), (1, 1));
}

/// After an answer was lost, what fails later does not say that nothing was done.
#[tokio::test]
async fn a_failure_behind_a_lost_answer_claims_nothing() {
    for later in [Fault::Refused, Fault::Throttling] {
        let (faults, db) = set_up().await;
        db.put(&counter()).await.unwrap();
        // For as often as it is sent again, by the SDK and by the library.
        plan(&faults, [Fault::ResetAfter].into_iter().chain([later; 40]));
        let error = db.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{later:?}: {error}");
        assert_eq!(stored_count(&db).await, 1);
        // What was never carried out is told so.
        plan(&faults, [later; 40]);
        let error = db.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap_err();
        assert!(!error.is_outcome_unknown(), "{later:?}: {error}");
        assert_eq!(stored_count(&db).await, 1);
    }
}

/// Updates and deletes that meet a transaction are sent again as they are.
#[tokio::test]
async fn other_writes_that_met_a_transaction_are_sent_again() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    plan(&faults, [Fault::Conflict, Fault::Conflict]);
    db.update(Counter::key("c")).set(|c| c.count().increment(1)).await.unwrap();
    assert_eq!((faults.report().applied(), stored_count(&db).await), (1, 1));
    plan(&faults, [Fault::Conflict]);
    db.update_with(Counter::key("c"), |c| c.count += 1).await.unwrap();
    assert_eq!((faults.report().applied(), stored_count(&db).await), (1, 2));
    plan(&faults, [Fault::Conflict]);
    db.delete(Counter::key("c")).await.unwrap();
    assert_eq!(faults.report().applied(), 1);
}
