"""Per lesson, the mutants that its probes may let through."""
