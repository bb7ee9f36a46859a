//! Closed vocabularies: stored as snake_case codes, shown in the reader's language.
//!
//! A code of a newer build that this one does not know is read as the vocabulary's `unknown`-like member where it has
//! one; otherwise the whole content is kept as an unknown body.

/// Declares a vocabulary: an enum, its codes, and all its members in order.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every member, in the order they are offered.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The stored code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
            /// The member with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.code() == code)
            }
        }
        impl $crate::record::json::Json for $name {
            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::String(self.code().to_owned())
            }
            fn from_json(value: &serde_json::Value) -> Option<Self> {
                Self::from_code(value.as_str()?)
            }
            fn blank() -> Self {
                const FIRST: $name = [$($name::$variant),+][0];
                FIRST
            }
        }
    };
}

pub(crate) use codes;

codes! {
    /// A real incident, or an exercise kept apart from the real ones.
    Mode { /// Real.
        Real = "real", /// Exercise.
        Exercise = "exercise" }
}
codes! {
    /// Who reported what was seen.
    ReporterKind { /// A monitoring tool.
        Tool = "tool", /// An employee.
        Employee = "employee", /// A customer.
        Customer = "customer", /// A third party.
        ThirdParty = "third_party", /// A regulator.
        Regulator = "regulator" }
}
codes! {
    /// Traffic Light Protocol 2.0 (FIRST).
    Tlp { /// TLP:RED.
        Red = "red", /// TLP:AMBER+STRICT.
        AmberStrict = "amber_strict", /// TLP:AMBER.
        Amber = "amber", /// TLP:GREEN.
        Green = "green", /// TLP:CLEAR.
        Clear = "clear" }
}
codes! {
    /// Severity level, 1 the worst.
    SeverityLevel { /// Critical.
        Critical = "sev1", /// High.
        High = "sev2", /// Medium.
        Medium = "sev3", /// Low.
        Low = "sev4" }
}
codes! {
    /// The eight severity criteria (B-15).
    SeverityCriterion { /// Privacy.
        Privacy = "privacy", /// Impact.
        Impact = "impact", /// Scope.
        Scope = "scope", /// Number of tenants or customers.
        Tenants = "tenants", /// Region.
        Region = "region", /// Service.
        Service = "service", /// Details.
        Details = "details", /// Rules of the customer's industry or market.
        Industry = "industry" }
}
codes! {
    /// A judgement that may be open.
    Answer { /// Yes.
        Yes = "yes", /// No.
        No = "no", /// Not known yet.
        Unknown = "unknown" }
}
codes! {
    /// What the case turned out to be (R-001 to R-007, B-28, B-29).
    Outcome { /// Security incident.
        SecurityIncident = "security_incident", /// Availability only.
        AvailabilityEvent = "availability_event", /// Privacy event.
        PrivacyEvent = "privacy_event", /// Compliance event: no effect on C, I or A.
        ComplianceEvent = "compliance_event", /// Within the customer's own realm.
        CustomerRealm = "customer_realm", /// False positive.
        FalsePositive = "false_positive" }
}
codes! {
    /// The five harms of the definition.
    Harm { /// Destruction.
        Destruction = "destruction", /// Loss.
        Loss = "loss", /// Alteration.
        Alteration = "alteration", /// Unauthorised disclosure.
        Disclosure = "disclosure", /// Unauthorised access.
        Access = "access" }
}
codes! {
    /// Accidental or unlawful: either counts.
    Cause { /// Accidental.
        Accidental = "accidental", /// Unlawful.
        Unlawful = "unlawful", /// Not known yet.
        Unknown = "unknown" }
}
codes! {
    /// Whose data was harmed.
    DataClass { /// Customer data.
        Customer = "customer", /// Personal data.
        Personal = "personal", /// Neither.
        Neither = "neither", /// Not known yet.
        Unknown = "unknown" }
}
codes! {
    /// Whether customers are affected.
    Customers { /// None.
        None = "none", /// Some.
        Some = "some", /// Not known yet.
        Unknown = "unknown" }
}
codes! {
    /// Grounds for a formal declaration (B-30).
    Ground { /// Unauthorised access has occurred.
        AccessOccurred = "access_occurred", /// It has likely occurred.
        AccessLikely = "access_likely", /// A law or contract requires notice.
        DutyToNotify = "duty_to_notify" }
}
codes! {
    /// The five phases.
    Phase { /// Analysis.
        Analysis = "analysis", /// Containment.
        Containment = "containment", /// Eradication.
        Eradication = "eradication", /// Recovery.
        Recovery = "recovery", /// Post-incident.
        PostIncident = "post_incident" }
}
codes! {
    /// State of a playbook step.
    StepStatus { /// To do.
        ToDo = "to_do", /// Being done.
        Doing = "doing", /// Done.
        Done = "done", /// Not needed; with a reason.
        NotNeeded = "not_needed", /// Blocked; by something named.
        Blocked = "blocked" }
}
codes! {
    /// Seats of the virtual team (B-17).
    Seat { /// Incident lead of the response team.
        Lead = "lead", /// Owner on the service side.
        ServiceOwner = "service_owner", /// Communications.
        Communications = "communications", /// Legal.
        Legal = "legal", /// Compliance.
        Compliance = "compliance", /// Scribe.
        Scribe = "scribe", /// Subject-matter expert.
        Expert = "expert", /// Executive incident manager.
        Executive = "executive" }
}
codes! {
    /// Column of the joint plan.
    PlanColumn { /// Contain.
        Contain = "contain", /// Eradicate.
        Eradicate = "eradicate", /// Recover.
        Recover = "recover" }
}
codes! {
    /// What a containment action limits the impact on (B-22).
    PlanLimit { /// Customers.
        Customers = "customers", /// Data.
        Data = "data", /// Systems.
        Systems = "systems" }
}
codes! {
    /// How far a planned action is.
    ActionStatus { /// Planned.
        Planned = "planned", /// Under way.
        Doing = "doing", /// Done.
        Done = "done", /// Dropped, with a reason.
        Dropped = "dropped" }
}
codes! {
    /// Effect of an action on the business.
    Impact { /// Low.
        Low = "low", /// Medium.
        Medium = "medium", /// High: the executive incident manager approves (B-24).
        High = "high" }
}
codes! {
    /// Confidence in a judgement.
    Confidence { /// Low.
        Low = "low", /// Medium.
        Medium = "medium", /// High.
        High = "high" }
}
codes! {
    /// The two aims of eradication (B-23).
    EvictionClaim { /// The adversary is evicted.
        Evicted = "evicted", /// The way back in is mitigated.
        PathMitigated = "path_mitigated" }
}
codes! {
    /// The two attestations each impacted service needs.
    ServiceClaim { /// The threat is eliminated.
        Eliminated = "eliminated", /// The service is completely recovered.
        Recovered = "recovered" }
}
codes! {
    /// What a watch period showed (B-26).
    WatchResult { /// No unexplained signal.
        Clean = "clean", /// Signs of the adversary.
        Signs = "signs", /// Could not be judged.
        Inconclusive = "inconclusive" }
}
codes! {
    /// Rating in the response evaluation.
    Rating { /// Yes.
        Met = "met", /// In part.
        Partly = "partly", /// No.
        NotMet = "not_met" }
}
codes! {
    /// Kind of a log line.
    EntryKind { /// Note.
        Note = "note", /// Decision.
        Decision = "decision", /// Action.
        Action = "action", /// Communication.
        Communication = "communication" }
}
codes! {
    /// How another incident is related.
    Relation { /// Related.
        Related = "related", /// Same cause.
        SameCause = "same_cause", /// Duplicate.
        Duplicate = "duplicate", /// Follow-on.
        FollowsFrom = "follows_from" }
}
codes! {
    /// Gates that hold a passage (reference section 1.3; G7 is read from a notice, in the room `notice`).
    GateCode { /// Intake to analysis.
        G1 = "G1", /// Analysis to confirmed.
        G2 = "G2", /// Confirmed to containment.
        G3 = "G3", /// Declaration.
        G4 = "G4", /// Containment and eradication to recovery.
        G5 = "G5", /// Recovery to resolved.
        G6 = "G6", /// Post-mortem to final.
        G8 = "G8", /// Resolved to closed.
        G9 = "G9", /// Closed to archived.
        G10 = "G10" }
}

codes! {
    /// Whether a rule applies to an incident: a person's decision, never inferred.
    Applicability { /// Applies.
        Applies = "applies", /// Does not apply.
        DoesNotApply = "does_not_apply", /// Not yet known.
        NotYetKnown = "not_yet_known" }
}

codes! {
    /// How a notice answers what it is asked for: never a bare blank.
    Stating { /// Stated.
        Stated = "stated", /// Not known yet; the text is the basis.
        NotKnown = "not_known", /// Not applicable; the text is the reason.
        NotApplicable = "not_applicable" }
}
codes! {
    /// Languages a notice is written in.
    NoticeLanguage { /// English.
        English = "en", /// 简体中文.
        Chinese = "zh", /// Both, one after the other.
        Both = "both" }
}

codes! {
    /// With whom a clock of one's own is agreed.
    Counterparty { /// A customer.
        Customer = "customer", /// An insurer.
        Insurer = "insurer", /// A card scheme, or the acquirer.
        CardScheme = "card_scheme", /// Anybody else.
        Other = "other" }
}
codes! {
    /// What the length of a clock of one's own is counted in.
    Counted { /// Absolute hours.
        Hours = "hours", /// Every day.
        CalendarDays = "calendar_days", /// Days but weekends and the holidays of the calendar.
        BusinessDays = "business_days" }
}
codes! {
    /// What was found of the clock of a machine.
    ClockFinding { /// It went back.
        WentBack = "went_back", /// It went forward, and not because the machine slept.
        WentForward = "went_forward", /// It was behind the newest entry of the record.
        BehindRecord = "behind_record" }
}

/// Anchor codes the interface offers. Anchors are open: a rule pack may name others.
pub const ANCHORS: [&str; 17] = [
    "occurred",
    "first_signal",
    "reported",
    "aware",
    "confirmed",
    "classified",
    "determined",
    "declared",
    "payment",
    "discovered",
    "assessed",
    "resolved",
    "notified_individuals",
    "info_available",
    "corrective_measure",
    "on_request",
    "year_end",
];

/// The regime code of the contract clock: 72 hours from the formal declaration.
pub const CONTRACT_72H: &str = "contract-72h";

/// The regime code of the internal update: counted by a cadence that the team sets itself.
pub const INTERNAL_UPDATE: &str = "internal-update";
