//! Random scenes: everything that a scene may be.

use super::{allowed, any_options, values};
use downhill::core::map::Axis;
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::{Scale, defaults, position};
use downhill::core::series::Series;
use downhill::core::surfaces::{Domain, SURFACES, Surface, SurfaceSpec};
use downhill::scene::{
    Action, CONTROLS, Camera, Chart, MAX_FAN, MAX_RUNS, MAX_SLIDERS, MAX_STEPS, MAX_SWARM, MapAxis, PANELS, Rates, Run,
    Scene, Theme, View, Wishes,
};
use downhill::text::Lang;
use proptest::prelude::*;

/// Any finite number, ordinary ones more often than the absurd.
pub fn finite() -> impl Strategy<Value = f64> {
    let special = vec![0.0, 1.0, -1.0, 0.1, 1e-8, 1e21, 1e20, 123456789.0, 1e-7, 5e-324, f64::MAX, f64::MIN];
    prop_oneof![
        -10.0..10.0,
        (-100i32..100).prop_map(f64::from),
        prop::sample::select(special),
        any::<f64>().prop_filter("finite", |v| v.is_finite()),
    ]
}

/// Any run that a link can hold; it gets its place's slot or another one.
pub fn any_run(place: usize) -> BoxedStrategy<Run> {
    let slot = prop_oneof![3 => Just(place), 1 => 0..99_usize];
    (0..OPTIMIZERS.len(), any::<bool>())
        .prop_flat_map(|(i, default)| {
            let spec = &OPTIMIZERS[i];
            let chosen =
                if default { Just(defaults(spec.params)).boxed() } else { values(spec.params, allowed).boxed() };
            chosen.prop_map(move |values| Run { values, ..Run::new(spec, 0) })
        })
        .prop_flat_map(move |run| (Just(run), any::<bool>(), slot.clone(), any_options(allowed)))
        .prop_map(|(mut run, hidden, slot, options)| {
            if let Some(i) = run.conflict().and_then(|id| position(run.optimizer.params, id)) {
                run.values[i] = run.optimizer.params[i].default;
            }
            Run { hidden, slot, options, ..run }
        })
        .boxed()
}

fn any_runs(own: Vec<Run>) -> BoxedStrategy<Vec<Run>> {
    let lists = (0..=MAX_RUNS).prop_flat_map(|n| (0..n).map(any_run).collect::<Vec<_>>());
    prop_oneof![1 => Just(own), 1 => Just(Vec::new()), 4 => lists].boxed()
}

/// Any rectangle with a finite area.
pub fn any_domain() -> impl Strategy<Value = Domain> {
    let side = || {
        let ordered = (finite(), finite()).prop_map(|(a, b)| (a.min(b), a.max(b)));
        ordered.prop_filter("finite and not empty", |(a, b)| a < b && (b - a).is_finite())
    };
    (side(), side()).prop_map(|(x, y)| Domain { x, y })
}

/// Any size of mini-batches that a surface allows.
fn any_batch(spec: &'static SurfaceSpec) -> BoxedStrategy<Option<usize>> {
    match Surface::new(spec, &defaults(spec.params)).objective.terms() {
        0 => Just(None).boxed(),
        terms => prop::option::of(prop_oneof![Just(1), 1..=terms]).boxed(),
    }
}

/// Any rule for the rates.
pub fn any_rates() -> impl Strategy<Value = Rates> {
    let same = (1e-4..10.0).prop_map(Rates::Same);
    prop_oneof![5 => Just(Rates::Own), 1 => same, 1 => Just(Rates::Tune), 1 => Just(Rates::Tuned)]
}

/// Any chart.
pub fn any_chart() -> impl Strategy<Value = Chart> {
    let all: Vec<Series> = Series::all().collect();
    let some = (prop::sample::select(all), any::<bool>()).prop_map(|(what, linear)| Chart { what, linear });
    prop_oneof![Just(Chart::default()), some]
}

/// Some of a list, in its order; mostly none.
fn some_of(list: &'static [&'static str]) -> BoxedStrategy<Vec<&'static str>> {
    prop_oneof![3 => Just(Vec::new()), 1 => prop::sample::subsequence(list, 0..=list.len())].boxed()
}

/// Anything that the author of a link may wish, and which sliders, by chance.
fn any_wishes() -> impl Strategy<Value = (Wishes, Option<Vec<prop::sample::Index>>)> {
    let sliders = prop::option::weighted(0.3, prop::collection::vec(any::<prop::sample::Index>(), 0..=MAX_SLIDERS));
    let lists = (some_of(&PANELS), some_of(&CONTROLS));
    let flags = (prop::bool::weighted(0.3), prop::bool::weighted(0.2));
    (lists, flags, sliders).prop_map(|((hide, lock), (embed, predict), sliders)| {
        (Wishes { embed, sliders: None, hide, lock, predict }, sliders)
    })
}

/// Any view, a number of particles, the place of a run, two directions of a map: places of parameters, ends, scales;
/// from where it is seen.
type AnyMaps =
    ((View, usize), prop::sample::Index, [Option<(prop::sample::Index, f64, f64, usize)>; 2], Option<[f64; 5]>);

fn any_maps() -> impl Strategy<Value = AnyMaps> {
    let axis = || prop::option::weighted(0.4, (any::<prop::sample::Index>(), finite(), finite(), 0..3_usize));
    let view =
        prop_oneof![2 => Just(View::Flat), 1 => Just(View::Terrain), 1 => Just(View::Basins), 1 => Just(View::Rates)];
    let swarm = prop_oneof![2 => Just(0), 1 => 1..=MAX_SWARM];
    let camera = prop::option::weighted(0.3, prop::array::uniform5(prop_oneof![-200.0..200.0, -1.0..1.0, finite()]));
    let all = ((view, swarm), any::<prop::sample::Index>(), axis(), axis(), camera);
    all.prop_map(|(view, run, x, y, camera)| (view, run, [x, y], camera))
}

/// Gives a scene its view and its map, as far as a person could.
fn with_maps(mut scene: Scene, ((view, swarm), run, axes, camera): AnyMaps) -> Scene {
    // Only what is written for the race page is kept by a link: both are.
    scene.view = view;
    if let Some([azimuth, elevation, zoom, x, y]) = camera {
        scene.apply(Action::SetCamera(Camera { azimuth, elevation, zoom, pan: [x, y] }));
    }
    scene.maps.run = run.index(scene.runs.len().max(1));
    scene.maps.swarm = swarm;
    let Some(optimizer) = scene.runs.get(scene.maps.run).map(|run| run.optimizer) else { return scene };
    let numbers: Vec<Axis> = (0..optimizer.params.len()).filter_map(|i| Axis::of(optimizer, i)).collect();
    for (i, axis) in axes.into_iter().enumerate() {
        let Some((param, a, b, scale)) = axis.filter(|_| !numbers.is_empty()) else { continue };
        let param = optimizer.params[numbers[param.index(numbers.len())].param].id;
        let scale = [Scale::Linear, Scale::Log, Scale::Memory][scale];
        let axis = MapAxis { param, low: a.min(b), high: a.max(b), scale };
        scene.apply(Action::SetMapAxis(i, Some(axis)));
    }
    scene
}

/// Any scene that a link can hold.
pub fn any_scene() -> impl Strategy<Value = Scene> {
    let steps = prop_oneof![Just(200), 1..=MAX_STEPS];
    let lang = prop_oneof![Just(None), Just(Some(Lang::En)), Just(Some(Lang::Zh))];
    let theme = prop_oneof![Just(None), Just(Some(Theme::Light)), Just(Some(Theme::Dark))];
    (0..SURFACES.len(), steps, lang, theme)
        .prop_flat_map(|(surface, steps, lang, theme)| {
            let spec = &SURFACES[surface];
            let start = prop::option::of((finite(), finite()).prop_map(|(x, y)| [x, y]));
            let scene = Scene { steps, lang, theme, ..Scene::of(spec) };
            let own = scene.runs.clone();
            (
                Just(scene),
                prop_oneof![Just(defaults(spec.params)).boxed(), values(spec.params, allowed).boxed()],
                prop::option::of(any_domain()),
                start,
                any_runs(own),
                (prop::option::of(0..=steps), any::<prop::sample::Index>()),
                prop::option::weighted(0.3, prop_oneof![Just(0.0), Just(1.0), 0.0..10.0]),
                (prop_oneof![Just(0), any::<u32>()], any_rates(), any_chart()),
                (any_batch(spec), prop_oneof![3 => Just(0), 1 => 2..=MAX_FAN], any_wishes(), any_maps()),
            )
                // All of that at once is more than the stack of a test has room for.
                .boxed()
        })
        .prop_map(
            |(
                scene,
                surface_values,
                domain,
                start,
                mut runs,
                (at, select),
                noise,
                (seed, rates, chart),
                (batch, fan, (wishes, sliders), maps),
            )| {
                if let Rates::Same(lr) = rates {
                    runs.iter_mut().for_each(|run| run.set_lr(lr));
                }
                let scene = Scene {
                    surface_values,
                    domain: domain.filter(|d| *d != scene.surface.domain),
                    start: start.filter(|p| *p != scene.surface.start),
                    select: select.index(runs.len().max(1)),
                    runs,
                    at,
                    noise,
                    seed,
                    batch,
                    fan,
                    rates,
                    chart,
                    wishes,
                    ..scene
                };
                let names = scene.targets();
                let sliders = sliders.map(|chosen| {
                    let mut sliders: Vec<String> = Vec::new();
                    for index in chosen.into_iter().filter(|_| !names.is_empty()) {
                        let name = index.get(&names);
                        if !sliders.contains(name) {
                            sliders.push(name.clone());
                        }
                    }
                    sliders
                });
                let scene = Scene { wishes: Wishes { sliders, ..scene.wishes.clone() }, ..scene };
                with_maps(scene, maps)
            },
        )
}
