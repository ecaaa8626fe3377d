using Rimuru.Core.Errors;

namespace Rimuru.Core.Tests.Errors;

public sealed class SpellingTests
{
    private static readonly string[] Agents = ["ClaudeCode", "Codex"];

    [Theory]
    [InlineData("codex", "Codex")]
    [InlineData("Cdoex", "Codex")]
    [InlineData("Codexx", "Codex")]
    [InlineData("claude", "ClaudeCode")]
    [InlineData("ClaudCode", "ClaudeCode")]
    [InlineData("claude-code", "ClaudeCode")]
    [InlineData("Gemini", null)]
    [InlineData("c", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_found(string word, string? meant) => Spelling.Nearest(word, Agents).ShouldBe(meant);

    [Fact]
    public void An_overlong_word_is_like_nothing() => Spelling.Nearest(new string('x', 100_000), Agents).ShouldBeNull();
}
