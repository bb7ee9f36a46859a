//! Sorting, once for all types. The standard sort costs about 4 kB for each type it is used with.

/// Sorts items; `before` says whether one comes before another. Equal items keep their order.
pub fn sort<T>(items: &mut Vec<T>, before: &dyn Fn(&T, &T) -> bool) {
    let order = places(items.len(), &|a, b| before(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken[place].take()));
}

/// The places `0..count` in order: a merge sort over `before`.
fn places(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    // Already in order is the common case: events arrive sorted.
    if order.windows(2).all(|pair| !before(pair[1], pair[0])) {
        return order;
    }
    let mut merged = order.clone();
    let mut width = 1;
    while width < count {
        let mut start = 0;
        while start < count {
            let (middle, end) = ((start + width).min(count), (start + 2 * width).min(count));
            let (mut left, mut right) = (start, middle);
            for slot in &mut merged[start..end] {
                let take_right = right < end && (left >= middle || before(order[right], order[left]));
                let from = if take_right { &mut right } else { &mut left };
                *slot = order[*from];
                *from += 1;
            }
            start = end;
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::sort;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_sort_does(numbers in proptest::collection::vec((0_u8..20, 0_u32..1000), 0..200)) {
            let mut own = numbers.clone();
            sort(&mut own, &|a, b| a.0 < b.0);
            let mut standard = numbers;
            standard.sort_by_key(|one| one.0);
            prop_assert_eq!(own, standard);
        }
    }
}
