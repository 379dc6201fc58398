//! What cannot be used is named with its reason, and the rest is kept.

use crate::{BOTH, ignored, not_allowed, read, unknown};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::schedules::SCHEDULES;
use downhill::core::surfaces::SURFACES;
use downhill::scene::{MAX_RUNS, Page, Reason, Scene};
use downhill::text::Lang;

#[test]
fn what_cannot_be_used_is_named_with_its_reason() {
    let optimizers = unknown(&OPTIMIZERS.iter().map(|o| o.id).collect::<Vec<_>>().join(", "));
    let surfaces = unknown(&SURFACES.iter().map(|s| s.id).collect::<Vec<_>>().join(", "));
    let conventions = unknown("ema, ema_zero, heavy_ball");
    let schedules = SCHEDULES.iter().map(|s| s.id).collect::<Vec<_>>().join(", ");
    let cases: &[(&str, &[(&str, Reason)])] = &[
        ("colour=red", &[("colour=red", Reason::UnknownKey)]),
        ("Steps=5", &[("Steps=5", Reason::UnknownKey)]),
        ("=5", &[("=5", Reason::UnknownKey)]),
        ("steps", &[("steps", Reason::NotANumber)]),
        ("steps=", &[("steps=", Reason::NotANumber)]),
        ("steps=0", &[("steps=0", not_allowed("1 … 10000"))]),
        ("steps=10001", &[("steps=10001", not_allowed("1 … 10000"))]),
        ("steps=1.5", &[("steps=1.5", not_allowed("1 … 10000"))]),
        ("steps=1e300", &[("steps=1e300", not_allowed("1 … 10000"))]),
        ("steps=NaN", &[("steps=NaN", Reason::NotANumber)]),
        ("steps=inf", &[("steps=inf", Reason::NotANumber)]),
        ("steps=0x10", &[("steps=0x10", Reason::NotANumber)]),
        ("at=-1", &[("at=-1", not_allowed("0 … 10000"))]),
        ("at=2e2&steps=100", &[("at=2e2", not_allowed("0 … 100"))]),
        ("select=4", &[("select=4", not_allowed("0 … 3"))]),
        ("select=1&run=adam", &[("select=1", not_allowed("0 … 0"))]),
        ("select=12", &[("select=12", not_allowed("0 … 11"))]),
        ("start=1", &[("start=1", Reason::NotANumber)]),
        ("start=1,2,3", &[("start=1,2,3", Reason::NotANumber)]),
        ("start=nan,0", &[("start=nan,0", Reason::NotANumber)]),
        ("start=1e999,0", &[("start=1e999,0", Reason::NotANumber)]),
        ("domain=0,1,0", &[("domain=0,1,0", Reason::NotANumber)]),
        ("domain=1,1,0,1", &[("domain=1,1,0,1", not_allowed("xmin < xmax, ymin < ymax"))]),
        ("domain=0,1,2,-2", &[("domain=0,1,2,-2", not_allowed("xmin < xmax, ymin < ymax"))]),
        ("domain=-1e308,1e308,0,1", &[("domain=-1e308,1e308,0,1", not_allowed("xmin < xmax, ymin < ymax"))]),
        ("page=lessons/nowhere", &[("page=lessons/nowhere", unknown(&Page::names()))]),
        ("lang=fr", &[("lang=fr", unknown("en, zh"))]),
        ("theme=sepia", &[("theme=sepia", unknown("light, dark"))]),
        ("v=2", &[("v=2", unknown("1"))]),
        ("lens=1&frame=1", &[("lens=1", Reason::UnknownKey), ("frame=1", Reason::UnknownKey)]),
        ("surface=nowhere,b:2", &[("surface=nowhere,b:2", surfaces.clone())]),
        ("surface=", &[("surface=", surfaces)]),
        (
            "surface=rosenbrock,c:1,b:-1,a:x",
            &[("c:1", Reason::UnknownKey), ("b:-1", not_allowed("v ≥ 0")), ("a:x", Reason::NotANumber)],
        ),
        ("surface=rosenbrock,b:2,b:3", &[("b:3", Reason::Repeated)]),
        ("run=", &[("run=", optimizers.clone())]),
        ("run=Adam", &[("run=Adam", optimizers.clone())]),
        ("run=none,lr:1", &[("run=none,lr:1", optimizers.clone())]),
        ("run=adam,beta1:1", &[("beta1:1", not_allowed("0 ≤ v < 1"))]),
        ("run=adam,lr:-0.1", &[("lr:-0.1", not_allowed("v ≥ 0"))]),
        ("run=adam,lr:NaN", &[("lr:NaN", Reason::NotANumber)]),
        ("run=adam,lr", &[("lr", Reason::NotANumber)]),
        ("run=adam,lr=0.1", &[("lr=0.1", Reason::UnknownKey)]),
        ("run=adam,beta:0.9", &[("beta:0.9", Reason::UnknownKey)]),
        ("run=adam,amsgrad:2", &[("amsgrad:2", Reason::NotAFlag)]),
        ("run=adam,hidden:yes", &[("hidden:yes", Reason::NotAFlag)]),
        ("run=adam,slot:0", &[("slot:0", not_allowed("1 … 99"))]),
        ("run=momentum,convention:Ng", &[("convention:Ng", conventions)]),
        ("run=adam,lr:1,lr:2", &[("lr:2", Reason::Repeated)]),
        ("run=sgd,nesterov:true", &[("nesterov:true", Reason::Nesterov)]),
        ("run=sgd,nesterov:1,momentum:0.9,dampening:0.1", &[("nesterov:1", Reason::Nesterov)]),
        ("run=rmsprop,nesterov:1,momentum:0", &[("nesterov:1", Reason::Nesterov)]),
        ("fan=101", &[("fan=101", not_allowed("0 … 100"))]),
        ("fan=many", &[("fan=many", Reason::NotANumber)]),
        ("noise=uniform", &[("noise=uniform", unknown("none, gaussian"))]),
        ("noise=gaussian,sigma:-1", &[("noise=gaussian,sigma:-1", not_allowed("v ≥ 0"))]),
        ("noise=gaussian,sigma:x", &[("noise=gaussian,sigma:x", Reason::NotANumber)]),
        ("noise=gaussian,mean:1", &[("noise=gaussian,mean:1", Reason::UnknownKey)]),
        ("run=adam,schedule:warp", &[("schedule:warp", unknown(&schedules))]),
        ("run=adam,schedule.gamma:0.5", &[("schedule.gamma:0.5", Reason::UnknownKey)]),
        (
            "run=adam,schedule.step_size:0,schedule:step,schedule.t_max:5",
            &[("schedule.step_size:0", not_allowed("1, 2, 3, …")), ("schedule.t_max:5", Reason::UnknownKey)],
        ),
        ("run=adam,schedule:step,schedule.step_size:2.5", &[("schedule.step_size:2.5", not_allowed("1, 2, 3, …"))]),
        ("run=adam,schedule:step,schedule.step_size:none", &[("schedule.step_size:none", Reason::NotANumber)]),
        ("run=adam,schedule:multi_step,schedule.milestones:3/x", &[("schedule.milestones:3/x", Reason::NotANumber)]),
        ("run=adam,schedule:plateau,schedule.factor:1", &[("schedule.factor:1", not_allowed("0 ≤ v < 1"))]),
        ("run=adam,schedule:plateau,schedule.mode:up", &[("schedule.mode:up", unknown("min, max"))]),
        ("run=adam,schedule:step,schedule:cosine", &[("schedule:cosine", Reason::Repeated)]),
        (
            "run=adam,clip_norm:-1,clip_value:x",
            &[("clip_norm:-1", not_allowed("v ≥ 0")), ("clip_value:x", Reason::NotANumber)],
        ),
        ("run=adam,lookahead:0", &[("lookahead:0", not_allowed("1 … 10000"))]),
        ("run=adam,lookahead.alpha:0.5", &[("lookahead.alpha:0.5", Reason::UnknownKey)]),
        ("run=adam,lookahead.alpha:0,lookahead:5", &[("lookahead.alpha:0", not_allowed("0 < v ≤ 1"))]),
        ("run=none&run=none", &[("run=none", Reason::Repeated)]),
        ("run=none&run=adam", &[("run=none", Reason::OtherRuns)]),
        ("run=adam&run=none", &[("run=none", Reason::OtherRuns)]),
        ("steps=5&steps=6&steps=7", &[("steps=6", Reason::Repeated), ("steps=7", Reason::Repeated)]),
        ("surface=saddle&surface=nowhere", &[("surface=nowhere", Reason::Repeated)]),
        // In the order of the text, wherever what is wrong comes to light.
        (
            "select=9&x=1&run=foo&at=500&surface=nowhere&steps=0",
            &[
                ("select=9", not_allowed("0 … 3")),
                ("x=1", Reason::UnknownKey),
                ("run=foo", optimizers),
                ("at=500", not_allowed("0 … 200")),
                ("surface=nowhere", unknown(&SURFACES.iter().map(|s| s.id).collect::<Vec<_>>().join(", "))),
                ("steps=0", not_allowed("1 … 10000")),
            ],
        ),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, Reason)> = expected.iter().map(|(w, r)| (w.to_string(), r.clone())).collect();
        assert_eq!(ignored(text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_used_leaves_the_default_and_the_rest() {
    let same = |text: &str, as_if: &str| assert_eq!(Scene::read(text).scene, read(as_if), "{text}");
    same("steps=0&at=3", "at=3");
    same("steps=6&steps=7", "steps=6");
    same("at=300", "");
    same("select=7&run=adam", "run=adam");
    same("surface=nowhere&steps=9", "steps=9");
    same("surface=rosenbrock,b:-1,a:0.5", "surface=rosenbrock,a:0.5");
    same("surface=rosenbrock,b:2,b:3", "surface=rosenbrock,b:2");
    same("run=foo", "");
    same("run=foo&run=adam,lr:0.5", "run=adam,lr:0.5");
    same("run=none&run=foo", "run=none");
    same("run=none&run=adam", "run=adam");
    same("run=adam,lr:-1,beta1:0.8", "run=adam,beta1:0.8");
    same("run=sgd,lr:0.1,nesterov:1", "run=sgd,lr:0.1");
    same("run=adam,slot:0,hidden:1", "run=adam,hidden:1");
    same("run=adam,schedule:step,schedule.step_size:0", "run=adam,schedule:step");
    same("run=adam,schedule:warp,schedule.gamma:1", "run=adam");
    same("run=adam,schedule:step,schedule.gamma:0.5,schedule:cosine", "run=adam,schedule.gamma:0.5,schedule:step");
    same("page=lessons/ravine&surface=saddle", "surface=saddle");
}

#[test]
fn twelve_runs_fit_and_no_more() {
    let runs = |n: usize| vec!["run=adam"; n].join("&");
    assert_eq!(read(&runs(12)).runs.len(), 12);
    assert_eq!(MAX_RUNS, 12);
    let more = Scene::read(&format!("{}&run=sgd&run=foo&steps=7", runs(12)));
    assert_eq!((more.scene.runs.len(), more.scene.steps), (12, 7));
    assert!(more.scene.runs.iter().all(|run| run.optimizer.id == "adam"));
    let all: Vec<_> = more.ignored.iter().map(|i| (i.what.as_str(), &i.reason)).collect();
    assert_eq!(all, [("run=sgd", &Reason::TooManyRuns), ("run=foo", &Reason::TooManyRuns)]);
}

#[test]
fn messages_say_what_and_why_in_both_languages() {
    let message = |text: &str, lang| Scene::read(text).ignored[0].message(lang);
    let en = |text: &str| message(text, Lang::En);
    let zh = |text: &str| message(text, Lang::Zh);
    assert_eq!(en("colour=red"), "colour=red was ignored: there is no such setting.");
    assert_eq!(zh("colour=red"), "忽略了 colour=red：没有这项设置。");
    assert_eq!(en("run=adam,beta1:1"), "beta1:1 was ignored: allowed is 0 ≤ v < 1.");
    assert!(en("run=nope").contains("sgd, momentum, nesterov") && zh("run=nope").contains("sgd, momentum, nesterov"));
    assert!(en("steps=0").contains("1 … 10000") && zh("steps=0").contains("1 … 10000"));
    let each = [
        "x=1",
        "page=no",
        "steps=a",
        "steps=0",
        "run=adam,amsgrad:2",
        "v=1&v=1",
        "run=sgd,nesterov:1",
        "run=none&run=adam",
        &vec!["run=adam"; 13].join("&"),
    ];
    for lang in BOTH {
        let mut reasons: Vec<String> = Vec::new();
        for text in each {
            let ignored = &Scene::read(text).ignored[0];
            let message = ignored.message(lang);
            assert!(message.contains(&ignored.what), "{message}");
            assert!(!message.contains(['{', '}']), "{message}");
            reasons.push(message.replace(&ignored.what, ""));
        }
        let count = reasons.len();
        reasons.sort();
        reasons.dedup();
        assert_eq!(reasons.len(), count, "no two reasons read the same");
    }
    // What a stranger's link holds is shown as it is: no place in it is filled in.
    assert!(en("{reason}=1").contains("{reason}=1"));
}
