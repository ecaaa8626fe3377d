using Rimuru.Core.Tests.ModelCatalog;

namespace Rimuru.Core.Tests.Credentials;

/// <summary>Which key a source of prices is sent.</summary>
public sealed class SyncKeyTests : IDisposable
{
    private const string Models = """{"data":[{"type":"model","id":"claude-a","created_at":"2026-09-22T00:00:00Z"}],"has_more":false}""";

    private readonly SyncHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_credential_of_its_name_is_sent_if_its_variable_is_not_set()
    {
        home.With("ANTHROPIC_API_KEY", null).With("RIMURU_SECRET_ANTHROPIC", "stored-key-1\n").Server.Answer(200, Models);
        home.Sync("anthropic").Errors.ShouldBeEmpty();
        home.Server.Requests.Single().ShouldContain("x-api-key: stored-key-1\r\n");
    }

    [Fact]
    public void Its_own_variable_wins()
    {
        home.With("RIMURU_SECRET_ANTHROPIC", "stored-key-1").Server.Answer(200, Models);
        home.Sync("anthropic").Errors.ShouldBeEmpty();
        home.Server.Requests.Single().ShouldContain("x-api-key: secret-key-4711\r\n");
    }

    [Fact]
    public void A_key_of_the_encrypted_file_is_sent()
    {
        using RimuruEngine engine = home.With("ANTHROPIC_API_KEY", null).Open();
        engine.Credentials.Set("anthropic", "stored-key-2", CredentialSource.File);
        home.Server.Answer(200, Models);
        engine.Prices.Sync(["anthropic"], isForced: false, isPreview: false, CancellationToken.None).Errors.ShouldBeEmpty();
        home.Server.Requests.Single().ShouldContain("x-api-key: stored-key-2\r\n");
    }

    [Fact]
    public void Vaults_of_a_host_are_asked_on_the_thread_of_the_command_for_every_source()
    {
        foreach (string variable in (string[])["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"])
            home.With(variable, null);
        MemorySource vault = new();
        foreach (string name in (string[])["anthropic", "openai", "google", "openrouter"])
            vault.Secrets[name] = $"key-of-{name}";
        using RimuruEngine engine = home.Open();
        engine.Vault = vault;
        engine.Prices.Sync([], isForced: false, isPreview: false, CancellationToken.None);
        string requests = string.Concat(home.Server.Requests);
        foreach (string name in vault.Secrets.Keys)
            requests.ShouldContain($"key-of-{name}\r\n");
    }

    [Fact]
    public void Without_a_key_the_two_ways_to_give_one_are_named()
    {
        RimuruException error = home.With("OPENAI_API_KEY", null).Sync("openai").Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("E5002");
        error.Message.ShouldContain("OPENAI_API_KEY");
        error.Message.ShouldContain("with Set-RimuruCredential openai.");
    }

    [Fact]
    public void A_refused_key_is_named_by_its_origin()
    {
        home.With("ANTHROPIC_API_KEY", null).With("RIMURU_SECRET_ANTHROPIC", "stored-key-1").Server.Answer(401);
        RimuruException error = home.Sync("anthropic").Errors.ShouldHaveSingleItem();
        error.Message.ShouldContain("refused the key of the credential 'anthropic' (Environment)");
        error.ToString().ShouldNotContain("stored-key");
    }
}
