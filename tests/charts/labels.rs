//! Words on the landscape keep out of each other's way.

use crate::inks::{noted, noted_at};
use crate::races::{scenes_to_draw, with_races};
use crate::support::cases;
use crate::{GUTTER, SAFE, SIZE, inside, overlap, plot, texts};
use downhill::chart::frame::Frame;
use downhill::chart::labels::Labels;
use downhill::chart::pen::{Align, Px, Type};
use downhill::chart::theme::Colour;
use downhill::core::surfaces::Domain;
use downhill::scene::Theme;
use downhill::text::Lang;
use proptest::prelude::*;

#[test]
fn words_on_the_landscape_keep_out_of_each_others_way() {
    let mut written = 0;
    for text in scenes_to_draw() {
        for (size, em) in [(SIZE, 1.0), ((900.0, 560.0), 1.0), ((640.0, 420.0), 1.375)] {
            with_races(&text, Theme::Light, Lang::En, |race, step| {
                let frame = Frame::fit(size, GUTTER, SAFE, race.scene.domain());
                let paths = race.paths(&frame);
                let mut names = Vec::new();
                let calls = noted_at(size, em, |pen| {
                    names = race.draw_marks(pen, &frame, &paths, step)?.names;
                    Ok(())
                });
                let words = texts(&calls);
                for (i, w) in words.iter().enumerate() {
                    let (from, to) = w.area();
                    assert!(
                        inside(from, plot(&frame)) && inside(to, plot(&frame)),
                        "{text} at {step}: {w:?} leaves the plot"
                    );
                    assert_eq!(w.halo, Some(race.palette.casing), "{text}: {w:?}");
                    let hit = words[..i].iter().find(|o| overlap(o.area(), (from, to)));
                    assert!(hit.is_none(), "{text} at {step}: {w:?} stands on {hit:?}");
                    // Nor on a marker, the handle at the start, or a minimum.
                    let marks = paths.iter().flatten().filter_map(|p| p.at(step)).map(|p| (p, 5.0 * em));
                    let start = (frame.px(race.scene.start()), 14.0 * em);
                    for (p, r) in marks.chain([start]) {
                        let mark = ((p.0 - r, p.1 - r), (p.0 + r, p.1 + r));
                        assert!(!overlap(mark, (from, to)), "{text} at {step}: {w:?} stands on the mark at {p:?}");
                    }
                }
                written += words.len();
                // The places given back are those of the names that were written.
                let all = race.scene.run_names(race.lang);
                for (run, (from, to)) in names {
                    let found = words
                        .iter()
                        .any(|w| w.text == all[run] && inside(w.at, ((from.0 - 0.1, from.1), (to.0 + 0.1, to.1))));
                    assert!(found, "{text} at {step}: {} is not at {from:?}", all[run]);
                }
            });
        }
    }
    assert!(written > 800, "{written} words were written");
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn placed_labels_never_overlap(
        marks in prop::collection::vec((0.0..320.0_f64, 0.0..220.0_f64, 1..12_usize), 1..25),
        blocked in prop::collection::vec((0.0..320.0_f64, 0.0..220.0_f64), 0..5),
    ) {
        let frame = Frame::fit(SIZE, GUTTER, SAFE, Domain::new(0.0, 1.0, 0.0, 1.0));
        let mut labels = Labels::default();
        let boxes: Vec<(Px, Px)> = blocked.into_iter().map(|(x, y)| ((x, y), (x + 20.0, y + 20.0))).collect();
        boxes.iter().for_each(|(a, b)| labels.block(*a, *b));
        let mut places = Vec::new();
        let calls = noted(SIZE, |pen| {
            for (x, y, length) in &marks {
                places.push(labels.place(pen, &frame, &"m".repeat(*length), (*x, *y), 10.0, Type::plain(12.0, Colour { 0: 0, 1: 0, 2: 0 }))?);
            }
            Ok(())
        });
        let areas: Vec<(Px, Px)> = texts(&calls).iter().map(|w| w.area()).collect();
        prop_assert_eq!(areas.len(), places.iter().flatten().count());
        for (i, a) in areas.iter().enumerate() {
            prop_assert!(areas[..i].iter().chain(&boxes).all(|b| !overlap(*a, *b)), "{:?}", a);
            prop_assert!(inside(a.0, plot(&frame)) && inside(a.1, plot(&frame)));
        }
        // A mark with nothing near it gets its label.
        if let ([(x, y, length)], true) = (marks.as_slice(), boxes.is_empty()) {
            let room = x - 36.0 > 140.0 && 320.0 - x > 140.0 && (30.0..170.0).contains(y) && *length < 12;
            prop_assert!(!room || areas.len() == 1);
        }
    }
}

#[test]
fn a_label_prefers_not_to_cross_a_line() {
    let frame = Frame::fit(SIZE, GUTTER, SAFE, Domain::new(0.0, 1.0, 0.0, 1.0));
    let mark = (180.0, 100.0);
    let place = |line: &[Px]| {
        let mut labels = Labels::default();
        labels.avoid(line);
        let look = Type::plain(12.0, Colour { 0: 0, 1: 0, 2: 0 });
        let calls = noted(SIZE, |pen| labels.place(pen, &frame, "Adam", mark, 13.0, look).map(|_| ()));
        texts(&calls)[0].align
    };
    assert_eq!(place(&[]), Align::Left, "to the right, if nothing is there");
    assert_eq!(place(&[mark, (300.0, 100.0)]), Align::Right);
    assert_eq!(place(&[(40.0, 100.0), (300.0, 100.0)]), Align::Centre);
}
