namespace RandomLandscapes.Tests.Statistics;

/// <summary>Every statistical test with its false-alarm probability: the family total that one run of the suite can raise for nothing.</summary>
public static class FalseAlarmTable
{
    /// <summary>The probability that an assertion uses unless it argues for another.</summary>
    public const double Standard = 1e-6;

    /// <summary>The largest family total.</summary>
    public const double FamilyLimit = 1e-4;

    /// <summary>Test method and the sum of its assertions' false-alarm probabilities.</summary>
    public static readonly IReadOnlyDictionary<string, double> Entries = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["Uniform_deviates_fill_their_cells_equally"] = Standard,
        ["Normal_deviates_follow_the_normal_law"] = Standard,
        ["Bounded_integers_are_uniform"] = Standard,
        ["Gamma_deviates_follow_their_law"] = 6 * Standard,
        ["Equal_sample_numbers_of_two_cells_are_uncorrelated"] = Standard,
        ["Clopper_Pearson_covers_at_least_its_level"] = 4 * Standard,
        ["Jackknife_interval_covers_the_truth"] = Standard,
        ["Trace_of_square_follows_its_exact_law"] = Standard,
        ["Index_follows_the_exact_law"] = 4 * Standard,
        ["Dense_and_tridiagonal_models_share_their_index_law"] = Standard,
        ["Weights_meet_the_exact_fractions"] = 10 * Standard,
        ["Windows_meet_the_exact_fractions"] = 4 * Standard,
        ["Lockstep_windows_meet_the_exact_fractions"] = 3 * Standard / 10,
        ["Determinants_meet_the_exact_mean_counts"] = 5 * Standard / 10,
        ["Determinant_weights_hardly_ever_see_a_minimum"] = Standard,
        ["Standard_errors_are_those_of_the_samples"] = 10 * Standard,
        ["Samples_meet_the_exact_law"] = 20 * 6e-7,
        ["Cut_normals_follow_their_law"] = 7 * Standard / 10,
        ["Cut_gammas_follow_their_law"] = 16 * Standard / 10,
        ["Positivity_meets_the_exact_law"] = 5 * Standard / 10,
        ["Tilted_tails_meet_the_exact_expectations"] = 6 * Standard / 10,
        ["Few_sweeps_are_not_biased_at_n_200"] = Standard / 10,
        ["Sums_of_tails_meet_the_exact_law"] = Standard / 10,
        ["Large_sample_follows_the_normal_law"] = Standard / 10,
        ["Tails_have_their_probability"] = 4 * Standard / 10,
        ["Moments_are_those_of_the_normal_law"] = 4 * Standard / 10,
        ["The_two_deviates_of_a_counter_are_independent"] = Standard / 10,
        ["Gamma_deviates_follow_their_law_on_lanes"] = 28 * Standard / 10,
        ["Index_follows_the_exact_law_in_lockstep"] = 9 * Standard / 10,
        ["Shifted_index_follows_the_law_at_a_random_point"] = Standard / 10,
        ["Trace_of_square_follows_its_exact_law_in_lockstep"] = Standard / 10,
        ["Mean_logarithm_of_the_determinant_meets_its_closed_forms"] = 2 * Standard / 10,
        ["Dense_and_lockstep_models_share_the_mean_log_determinant"] = Standard / 10,
        ["Trace_of_square_of_Wigner_follows_its_exact_law"] = 1e-7,
        ["Trace_of_Wishart_follows_its_exact_law"] = 1e-7,
        ["Moments_meet_their_closed_forms"] = 8e-7,
        ["Strong_spike_leaves_the_bulk"] = 1e-7,
        ["Dense_index_follows_the_exact_law"] = 2e-7,
        ["Dense_and_tridiagonal_determinants_share_their_mean"] = 1e-7,
        ["Index_fraction_of_Wishart_plus_Wigner_tends_to_its_limit"] = 9e-7,
        ["Mean_counts_of_proved_samples_meet_theory"] = 9 * Standard / 10,
        ["Two_spin_tables_are_Sherrington_Kirkpatrick"] = 2 * Standard / 10,
        ["Mean_counts_of_minima_meet_theory"] = 3 * Standard / 10,
        ["Kolmogorov_Smirnov_rejects_as_often_as_it_says"] = 2 * Standard / 10,
        ["Intervals_of_distances_cover_the_truth_at_zero_too"] = 2e-8,
        ["Mean_counts_of_proved_fields_meet_theory"] = 6 * Standard / 10,
        ["Fourier_feature_fields_have_the_density_of_their_covariance"] = Standard / 10,
        ["Mean_counts_of_confined_fields_meet_theory"] = 4 * Standard / 10,
        ["Mean_counts_on_the_torus"] = Standard / 10,
        ["Floor_is_the_mean_distance_of_independent_draws"] = Standard / 10,
        ["Excess_kurtosis_is_that_of_many_draws"] = 20 * Standard / 10,
        ["Measured_deviation_has_its_expected_square"] = 4 * Standard / 10,
        ["Wave_vectors_have_the_covariance_as_characteristic_function"] = 27 * Standard / 10,
        ["Gamma_deviates_of_any_shape_follow_their_law"] = 3 * Standard / 10,
        ["Samples_have_the_covariance_of_the_field"] = 14 * Standard / 10,
        ["Drawn_forms_have_the_variance_of_their_couplings"] = Standard,
        ["Drawn_paths_follow_the_dense_law"] = Standard / 10,
        ["Local_samples_follow_the_dense_law"] = 3 * Standard / 10,
        ["Trace_of_tridiagonal_Wishart_follows_its_exact_law"] = 3 * Standard / 10,
        ["Moments_of_drawn_Wishart_eigenvalues_meet_their_closed_forms"] = 10 * Standard / 10,
        ["Simultaneous_bands_miss_as_seldom_as_they_say"] = Standard / 10,
        ["Trace_is_within_its_error"] = 2 * Standard / 10,
        ["Trace_of_products_is_that_of_the_dense_spectrum"] = Standard / 10,
        ["Traces_and_their_errors_are_right"] = 2 * Standard / 10,
        ["P_values_of_the_model_are_uniform"] = 3 * Standard / 10,
        ["Random_walks_have_the_ratios_two_thirds_and_four_fifths"] = 3 * Standard / 10,
    };
}
