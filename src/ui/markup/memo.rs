//! A memo of one inner type: what a view reads is compared and kept without a copy of the machinery for each type.

use leptos::prelude::{Get, GetUntracked, Memo as Inner};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A value with the way to compare it.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

type Compute = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    match (one.downcast_ref::<T>(), other.downcast_ref::<T>()) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// A value computed from signals, made anew when they change, heard of only when it is another.
pub struct Memo<T: 'static>(Inner<Held>, PhantomData<fn() -> T>);

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

#[inline(never)]
fn make(compute: Compute) -> Inner<Held> {
    Inner::new(compute)
}

#[inline(never)]
fn tracked(memo: Inner<Held>) -> Held {
    memo.get()
}

#[inline(never)]
fn untracked(memo: Inner<Held>) -> Held {
    memo.get_untracked()
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// A memo; the function is given the value before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let compute = move |before: Option<&Held>| {
            let before = before.and_then(|held| held.value.downcast_ref::<T>());
            Held { value: Arc::new(compute(before)), same: same::<T> }
        };
        Self(make(Box::new(compute)), PhantomData)
    }
}

impl<T: 'static> Memo<T> {
    fn read<U>(held: &Held, read: impl FnOnce(&T) -> U) -> U {
        match held.value.downcast_ref::<T>() {
            Some(value) => read(value),
            // Only `new` fills it, with this very type.
            None => unreachable!(),
        }
    }

    /// Reads the value, and is heard by whatever reads it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        Self::read(&tracked(self.0), read)
    }

    /// Reads the value without following it.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        Self::read(&untracked(self.0), read)
    }

    /// The value, followed.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, not followed.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}
