namespace Rimuru.Core.Pricing;

/// <summary>One item of the file for <c>rimuru price --file</c>.</summary>
/// <param name="Id">The item's id; its index in the file if it has none.</param>
/// <param name="Provider">The provider that sold the request; null if unknown.</param>
/// <param name="Model">The model as a log names it.</param>
/// <param name="At">When the request was made.</param>
/// <param name="Terms">Tier and modifiers.</param>
/// <param name="Usage">What was used.</param>
internal sealed record PriceQuestion(string Id, string? Provider, string? Model, DateTimeOffset At, PriceTerms Terms, BilledUsage Usage)
{
    internal PriceAnswer Answer(PriceBook book)
    {
        ResolvedModel model = book.Resolve(Provider, Model);
        ExactCost cost = PriceBook.PriceExactly(model, At, Usage, Terms);
        return new PriceAnswer
        {
            Id = Id,
            Cost = cost.Usd,
            Status = cost.Status,
            Matched = model.Row?.ToString(),
            Match = model.Match,
            Reason = Reason(cost.Gap),
            PriceVersion = book.Version,
        };
    }

    private string? Reason(PriceGap gap) =>
        gap switch
        {
            PriceGap.None => null,
            PriceGap.UnknownModel when Model is null => "no model was given",
            PriceGap.UnknownModel => $"no price is known for {(Provider is null ? "" : Provider + " ")}{Model}",
            PriceGap.NoPriceThatDay => FormattableString.Invariant($"{Model} has no price on {At.UtcDateTime:yyyy-MM-dd}"),
            PriceGap.UnknownTerms => Terms.Unknown is { } term
                ? $"the term {term} is unknown"
                : $"the table has no price for these terms of {Model}",
            PriceGap.UnknownUnit => $"the table has no price for part of what {Model} used",
            _ => "the figures are implausibly large",
        };
}
