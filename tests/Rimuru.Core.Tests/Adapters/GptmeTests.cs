namespace Rimuru.Core.Tests.Adapters;

/// <summary>Models as gptme names them.</summary>
public sealed class GptmeTests : IDisposable
{
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("anthropic/claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5")]
    [InlineData("gptme/anthropic/claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5")]
    [InlineData("gptme/claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5")]
    [InlineData("gptme/openrouter/anthropic/claude-sonnet-4.5", "openrouter", "anthropic/claude-sonnet-4.5")]
    [InlineData("openrouter/anthropic/claude-sonnet-4.5@amazon-bedrock", "openrouter", "anthropic/claude-sonnet-4.5")]
    [InlineData("openai/gpt-5.4:high", "openai", "gpt-5.4")]
    [InlineData("local/llama3.1:8b", "local", "llama3.1:8b")]
    public void Names_are_those_of_whom_the_request_was_sent_to(string named, string provider, string model)
    {
        UsageRecord record = home.Write(
                ".local/share/gptme/logs/c1/conversation.jsonl",
                $$"""{"role":"assistant","timestamp":"2026-04-05T10:00:00.1","metadata":{"model":"{{named}}","usage":{"input_tokens":100,"output_tokens":10} } }"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (record.Provider, record.Model).ShouldBe((provider, model));
    }
}
