//! Sorting by a number, all in one place: each `sort_by` of its own is several kB of code on the page.

/// The places of keys from the smallest to the largest; equal ones keep their order.
fn order(keys: &[f64]) -> Vec<usize> {
    let mut places: Vec<(f64, usize)> = keys.iter().copied().zip(0..).collect();
    places.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    places.into_iter().map(|(_, place)| place).collect()
}

/// The items from the smallest key to the largest; those with equal keys keep their order.
pub fn sorted_by<T>(items: Vec<T>, key: impl Fn(&T) -> f64) -> Vec<T> {
    let places = order(&items.iter().map(key).collect::<Vec<f64>>());
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items[place].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::sorted_by;

    #[test]
    fn equal_keys_keep_their_order() {
        let items = vec![("a", 2.0), ("b", 1.0), ("c", 2.0), ("d", -0.5), ("e", 1.0)];
        let names: Vec<&str> = sorted_by(items, |i| i.1).into_iter().map(|i| i.0).collect();
        assert_eq!(names, ["d", "b", "e", "a", "c"]);
    }
}
