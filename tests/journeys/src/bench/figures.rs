//! Medians and percentiles.

/// Times in milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// Sorts the times.
    #[must_use]
    pub fn new(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// The value below which `percent` of 100 times lie; not a number without times.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last * percent + 50) / 100).copied().unwrap_or(f64::NAN)
    }

    /// The middle one.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.percentile(50)
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (least, most) = (self.percentile(0), self.percentile(100));
        write!(
            formatter,
            "median {:.1} ms, p95 {:.1}, {least:.1} to {most:.1}, n {}",
            self.median(),
            self.percentile(95),
            self.0.len()
        )
    }
}
