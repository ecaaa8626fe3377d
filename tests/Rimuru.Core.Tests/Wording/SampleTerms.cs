using System.Reflection;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Tests.Wording;

/// <summary>Every term of the engine, those of an object with a made-up one.</summary>
internal static class SampleTerms
{
    public static IReadOnlyList<Term> All { get; } =
    [
        .. typeof(Terms)
            .GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Select(property => property.GetValue(null))
            .OfType<Term>(),
        Terms.EnableAgent("Codex", "agents.codex.enabled"),
        Terms.RegisterAgent("Codex", "agents.codex.paths"),
        Terms.StoreCredential("openrouter"),
        Terms.SetPrice("gpt-5.5", "openai"),
    ];
}
