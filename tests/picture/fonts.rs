//! The fonts have what pictures say.

use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::schedules::SCHEDULES;
use downhill::core::surfaces::SURFACES;
use downhill::export::picture::missing;
use downhill::text::{Lang, optimizer_name, schedule_name, surface_name};

#[test]
fn the_fonts_have_every_character_of_a_picture() {
    let mut words: Vec<String> = Vec::new();
    for lang in Lang::ALL {
        words.extend(OPTIMIZERS.iter().map(|o| optimizer_name(lang, o.id).to_string()));
        words.extend(SURFACES.iter().flat_map(|s| [surface_name(lang, s.id), s.plain]).map(str::to_string));
        words.extend(["formula", "own_line", "own_logistic", "own_tanh"].map(|id| surface_name(lang, id).to_string()));
        words.extend(SCHEDULES.iter().map(|s| schedule_name(lang, s.id).to_string()));
        words.extend(
            lang.entries().iter().filter(|(key, _)| key.starts_with("quantity.")).map(|(_, v)| (*v).to_string()),
        );
        for key in [
            "start",
            "minimum",
            "minimum_found",
            "loss_above_minimum",
            "loss_above_found",
            "loss_above_lowest",
            "chart_negative",
            "converged",
            "still_going",
            "left_view",
            "diverged",
            "step_of",
            "maps_of_rates",
            "maps_of_basins",
            "maps_few",
            "maps_many",
            "maps_low",
            "maps_high",
            "maps_arrives",
            "maps_not_in",
            "maps_diverges",
            "maps_not_allowed",
            "maps_elsewhere",
            "maps_share",
        ] {
            words.push(lang.named(key).unwrap_or_else(|| panic!("no {key}")).to_string());
        }
    }
    // What the directions of maps are called.
    for optimizer in OPTIMIZERS {
        let names = (0..optimizer.params.len()).map(|i| downhill::chart::rates::axis_name(Lang::Zh, optimizer, i));
        words.extend(names);
    }
    words.extend(downhill::core::optimizers::Quantity::ALL.iter().map(|q| q.symbol("adam").to_string()));
    words.extend(OPTIMIZERS.iter().filter_map(|o| o.rate()).map(|rate| rate.symbol.to_string()));
    words.push("0123456789.−×⁻⁰¹²³⁴⁵⁶⁷⁸⁹ abcxyzABC αβγδεζηθικλμνξοπρστυφχψω f = ∞ NaN".into());
    for word in words {
        let lacking = missing(&word);
        assert!(lacking.is_empty(), "{word:?}: {lacking:?} is in no font; see src/export/fonts/README.md");
    }
}
