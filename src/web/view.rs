//! One component for all views.
//!
//! Yew writes out its whole life cycle anew for each component type: some six kilobytes of wasm each. [`View`] is the
//! only type that it gets to see; which function draws it, and from which properties, is a value. A view is written
//! as ever, with `#[component]`, and shown with `view!` instead of as a tag.

use std::any::{Any, TypeId};
use std::rc::Rc;
use yew::functional::{FunctionComponent, FunctionProvider, HookContext};
use yew::html::{BaseComponent, Context, HtmlResult};
use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// Which view, and its properties.
#[derive(Clone, Properties)]
pub struct ViewProps {
    which: TypeId,
    props: Rc<dyn Any>,
    run: fn(&mut HookContext, &dyn Any) -> HtmlResult,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for ViewProps {
    fn eq(&self, o: &Self) -> bool {
        self.which == o.which && (self.same)(&*self.props, &*o.props)
    }
}

fn own<F: FunctionProvider + 'static>(props: &dyn Any) -> &F::Properties {
    props.downcast_ref().expect("`ViewProps::of` keeps a view and its properties together")
}

impl ViewProps {
    /// A view with its properties.
    pub fn of<F: FunctionProvider + 'static>(props: F::Properties) -> Self {
        ViewProps {
            which: TypeId::of::<F>(),
            props: Rc::new(props),
            run: |hooks, props| F::run(hooks, own::<F>(props)),
            same: |a, b| own::<F>(a) == own::<F>(b),
        }
    }
}

/// Shows a view; what `view!` calls.
pub fn show<F: FunctionProvider + 'static>(props: F::Properties, key: Option<Key>) -> Html {
    VChild::<View>::new(ViewProps::of::<F>(props), key).into()
}

/// Shows a view: `view!(Field { name: "β", slider, value: 0.9 })`, or with a key `view!(slot => RunCard { run })`.
macro_rules! view {
    ($view:ident { $($props:tt)* }) => {
        $crate::web::view::view!(@ None, $view { $($props)* })
    };
    ($key:expr => $view:ident { $($props:tt)* }) => {
        $crate::web::view::view!(@ Some(($key).into()), $view { $($props)* })
    };
    (@ $key:expr, $view:ident { $($props:tt)* }) => {{
        type ViewsProps = <$view as ::yew::functional::FunctionProvider>::Properties;
        $crate::web::view::show::<$view>(::yew::props!(ViewsProps { $($props)* }), $key)
    }};
}
pub(crate) use view;

/// The component.
pub struct View {
    function: FunctionComponent<View>,
}

impl FunctionProvider for View {
    type Properties = ViewProps;

    fn run(hooks: &mut HookContext, props: &ViewProps) -> HtmlResult {
        (props.run)(hooks, &*props.props)
    }
}

impl BaseComponent for View {
    type Message = ();
    type Properties = ViewProps;

    fn create(ctx: &Context<Self>) -> Self {
        View { function: FunctionComponent::new(ctx) }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &ViewProps) -> bool {
        if ctx.props().which != old.which {
            // Another view in this place: it begins anew.
            self.function.destroy();
            self.function = FunctionComponent::new(ctx);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> HtmlResult {
        self.function.render(ctx.props())
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        self.function.rendered();
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.function.destroy();
    }

    fn prepare_state(&self) -> Option<String> {
        None
    }
}
