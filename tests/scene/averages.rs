//! Links to the averages.

use crate::support::cases;
use crate::{ignored, not_allowed, read, unknown};
use downhill::core::average::Start;
use downhill::scene::{Averages, AveragesAction, Data, LESSONS, MAX_CURVES, MAX_DAYS, Page, Read, Reason, Scene};
use proptest::prelude::*;

fn any_data() -> impl Strategy<Value = Data> {
    let presets = Data::PRESETS.map(|(_, data)| data);
    prop_oneof![prop::sample::select(presets.to_vec()), prop::collection::vec(-1e6..1e6f64, 1..40).prop_map(Data::Own),]
}

fn any_averages() -> impl Strategy<Value = Scene> {
    let betas = prop::collection::vec(0.0..0.9999f64, 1..=MAX_CURVES);
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    (betas, any::<u32>(), 1..=MAX_DAYS, any_data(), -50.0..50.0f64, switches, any::<u16>(), any::<u16>()).prop_map(
        |(betas, seed, days, data, offset, (zero, corrected, mean), curve, mark)| {
            let curve = usize::from(curve) % betas.len();
            let days = if data.preset().is_some() { days } else { Averages::default().days };
            let start = if zero { Start::Zero } else { Start::First };
            let mut own = Averages { betas, curve, days, data, offset, start, corrected, mean, mark: None };
            own.mark = (mark % 3 > 0).then(|| 1 + usize::from(mark) % own.len());
            Scene { page: Page::Averages, averages: own, seed, ..Scene::default() }
        },
    )
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn what_is_written_is_read_back(scene in any_averages()) {
        let text = scene.write();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
        prop_assert_eq!(&again, &scene, "{}", text);
        prop_assert_eq!(again.write(), text);
    }

    /// No change, however wild, leaves a scene that a link could not hold.
    #[test]
    fn every_change_leaves_a_scene_that_a_link_holds(
        scene in any_averages(),
        which in 0..11usize,
        n in 0..2000usize,
        v in prop_oneof![Just(f64::NAN), Just(1.0), Just(f64::INFINITY), -2.0..2.0f64],
    ) {
        let action = match which {
            0 => AveragesAction::SetBeta(n % 8, v),
            1 => AveragesAction::AddCurve,
            2 => AveragesAction::RemoveCurve(n % 8),
            3 => AveragesAction::Select(n),
            4 => AveragesAction::SetDays(n),
            5 => AveragesAction::SetData(Data::Own(vec![v; n])),
            6 => AveragesAction::SetOffset(v),
            7 => AveragesAction::SetStart(Start::Zero, n % 2 == 0),
            8 => AveragesAction::SetMark(Some(n)),
            9 => AveragesAction::SetSeed(n as u32),
            _ => AveragesAction::SetMean(true),
        };
        let mut after = scene.clone();
        after.apply(downhill::scene::Action::Averages(action));
        let text = after.write();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
        // The number of days of a preset is remembered while one's own numbers are shown.
        after.averages.days = again.averages.days;
        prop_assert_eq!(again, after, "{}", text);
    }
}

#[test]
fn the_keys_of_the_contract_are_read() {
    let scene = read("page=averages&beta=0.5/0.9&days=40&data=step&init=zero&correct=1&mean=1&mark=7&seed=3");
    let own = &scene.averages;
    assert_eq!((scene.page, scene.seed, own.days, own.mark), (Page::Averages, 3, 40, Some(7)));
    assert_eq!((own.betas.as_slice(), own.curve), ([0.5, 0.9].as_slice(), 1));
    assert_eq!((own.start, own.corrected, own.mean, &own.data), (Start::Zero, true, true, &Data::Step));
    assert_eq!(read("page=averages&data=1/2.5/-3").averages.data, Data::Own(vec![1.0, 2.5, -3.0]));
    assert_eq!(read("page=averages").averages, Averages::default());
}

#[test]
fn what_cannot_be_used_is_named() {
    let presets = Data::PRESETS.map(|(name, _)| name).join(", ");
    for (text, reason) in [
        ("beta=1", not_allowed("0 ≤ v < 1")),
        ("beta=x", Reason::NotANumber),
        ("days=0", not_allowed("1 … 1000")),
        ("days=1001", not_allowed("1 … 1000")),
        ("data=weather", unknown(&presets)),
        ("data=1/two/3", Reason::NotANumber),
        ("init=one", unknown("first, zero")),
        ("mean=2", Reason::NotAFlag),
        ("mark=31", not_allowed("0 … 30")),
        ("seed=4294967296", not_allowed("0 … 4294967295")),
    ] {
        let found = ignored(&format!("page=averages&{text}"));
        assert_eq!(found, [(text.to_string(), reason)], "{text}");
    }
}

#[test]
fn every_page_has_a_name_that_leads_to_it() {
    let lessons = (0..LESSONS.len()).map(Page::Lesson);
    for page in [Page::Race, Page::Averages, Page::Lessons, Page::Slides].into_iter().chain(lessons) {
        assert_eq!(Page::read(&page.name()), Some(page));
        let scene = Scene { page, ..Scene::default() };
        assert_eq!(Scene::read(&scene.write()).scene, scene, "{}", scene.write());
    }
}

#[test]
fn every_preset_has_as_many_numbers_as_days() {
    for (name, data) in Data::PRESETS {
        for days in [1, 2, 15, 16, 30, 366, MAX_DAYS] {
            let own = Averages { data: data.clone(), days, ..Averages::default() };
            let numbers = own.numbers(7);
            assert_eq!(numbers.len(), days, "{name}");
            assert!(numbers.iter().all(|v| v.is_finite()), "{name}");
            let lifted = Averages { offset: 20.0, ..own }.numbers(7);
            assert!(numbers.iter().zip(&lifted).all(|(a, b)| (b - a - 20.0).abs() < 1e-9), "{name}");
        }
    }
}

/// The lag that is drawn: β = 0.9 has come 63 % of a step of 10 after 10 days.
#[test]
fn the_lag_of_the_step_is_the_memory() {
    let own = Averages { data: Data::Step, days: 60, ..Averages::default() };
    let numbers = own.numbers(0);
    let curve = own.filter(1).of(&numbers);
    assert_eq!(own.change().lag(&curve, downhill::core::average::FOLLOWED), Some(10));
    assert_eq!(numbers[own.change().day - 2], 0.0);
    assert_eq!(numbers[own.change().day - 1], 10.0);
}
