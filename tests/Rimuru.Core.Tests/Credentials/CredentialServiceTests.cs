using Rimuru.Core.Credentials;

namespace Rimuru.Core.Tests.Credentials;

/// <summary>Which source is asked, and what is said of those that are not.</summary>
public sealed class CredentialServiceTests : IDisposable
{
    private readonly CredentialHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_first_source_that_has_the_name_wins()
    {
        MemorySource vault = new(),
            keychain = new();
        CredentialService service = home.With("RIMURU_SECRET_TEAM_DB", "of the environment").Open(keychain);
        service.Vault = vault;
        service.Set("team-db", "of the file", CredentialSource.File);
        service.Set("team-db", "of the keychain", CredentialSource.Keychain);
        service.Set("team-db", "of the vault", CredentialSource.SecretManagement);
        service.Search("team-db").Found!.Secret.ShouldBe("of the environment");
        vault.Asked.ShouldBe(0);

        CredentialService without = home.Without("RIMURU_SECRET_TEAM_DB").Open(keychain);
        without.Vault = vault;
        without.Search("team-db").Found!.Secret.ShouldBe("of the vault");
        keychain.Asked.ShouldBe(0);
        vault.Secrets.Clear();
        without.Search("team-db").Found!.Secret.ShouldBe("of the keychain");
        keychain.Secrets.Clear();
        without.Search("team-db").Found!.Secret.ShouldBe("of the file");
        without.Search("team.db").Found.ShouldBeNull();
    }

    [Fact]
    public void A_source_that_does_not_work_is_passed_over_and_the_reason_is_said()
    {
        MemorySource keychain = new() { Reason = "it is locked" };
        CredentialService service = home.Open(keychain);
        CredentialChange change = service.Set("one", "secret", null);
        change.Credential.Source.ShouldBe(CredentialSource.File);
        change.PassedOver.ShouldBe(["SecretManagement: it exists only in PowerShell", "Keychain: it is locked"]);
        service.Search("one").Found!.Source.ShouldBe(CredentialSource.File);
        service.List().PassedOver.ShouldContain("Keychain: it is locked");
        RimuruException error = Should.Throw<RimuruException>(() => service.Require("two", "local.toml:3: database.password"));
        error.Code.ShouldBe("E14001");
        error.Message.ShouldContain("local.toml:3: database.password names the credential 'two'");
        error.Message.ShouldContain("RIMURU_SECRET_TWO");
        error.Message.ShouldContain("Keychain: it is locked");
    }

    [Fact]
    public void A_named_source_that_does_not_work_is_an_error_and_no_other_is_used()
    {
        CredentialService service = home.Open(new MemorySource { Reason = "it is locked" });
        RimuruException error = Should.Throw<RimuruException>(() => service.Set("one", "secret", CredentialSource.Keychain));
        (error.Code, error.Message).ShouldBe(("E14004", "[E14004] The credential 'one' could not be stored. Keychain: it is locked."));
        Should.Throw<RimuruException>(() => service.Set("one", "secret", CredentialSource.Environment)).Code.ShouldBe("E14004");
        File.Exists(home.CredentialFile).ShouldBeFalse();
    }

    [Fact]
    public void A_list_says_which_source_is_used()
    {
        MemorySource keychain = new();
        CredentialService service = home.With("RIMURU_SECRET_A", "x").With("rimuru_secret_hidden", "x").Open(keychain);
        foreach (CredentialSource source in (CredentialSource[])[CredentialSource.Keychain, CredentialSource.File])
        {
            service.Set("a", "y", source);
            service.Set("b", "y", source);
        }

        service
            .List()
            .Credentials.Select(credential => (credential.Name, credential.Source, credential.IsUsed))
            .ShouldBe([
                ("a", CredentialSource.Environment, true),
                ("a", CredentialSource.Keychain, false),
                ("a", CredentialSource.File, false),
                ("b", CredentialSource.Keychain, true),
                ("b", CredentialSource.File, false),
            ]);
        service.List().Credentials[1].Detail.ShouldBe("memory; RIMURU_SECRET_A is used instead");
        service.List().Credentials[^1].Detail.ShouldBe($"{home.CredentialFile}; Keychain is used instead");
    }

    [Fact]
    public void A_secret_that_another_source_hides_is_a_warning()
    {
        CredentialService service = home.With("RIMURU_SECRET_A", "x").Open(new MemorySource());
        service.Set("a", "y", null).Warning.ShouldBe("a is now in Keychain, but RIMURU_SECRET_A has it too and is asked first.");
        service.Set("b", "y", null).Warning.ShouldBeNull();
        service.Set("b", "z", CredentialSource.File).Warning.ShouldBe("b is now in File, but Keychain has it too and is asked first.");
    }

    [Fact]
    public void A_credential_is_removed_from_every_source_or_from_one()
    {
        MemorySource keychain = new();
        CredentialService service = home.With("RIMURU_SECRET_ENV", "x").Open(keychain);
        service.Set("a", "1", CredentialSource.Keychain);
        service.Set("a", "2", CredentialSource.File);
        service.Remove("a", CredentialSource.File).Select(removed => removed.Source).ShouldBe([CredentialSource.File]);
        home.Secret("a").ShouldBeNull();
        service.Set("a", "2", CredentialSource.File);
        service.Remove("a", null).Select(removed => removed.Source).ShouldBe([CredentialSource.Keychain, CredentialSource.File]);
        Should.Throw<RimuruException>(() => service.Remove("a", null)).Code.ShouldBe("E14001");
        RimuruException environment = Should.Throw<RimuruException>(() => service.Remove("env", null));
        environment.Code.ShouldBe("E14004");
        environment.Message.ShouldContain("RIMURU_SECRET_ENV");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("*")]
    [InlineData("schlüssel")]
    [InlineData("a\n")]
    public void Another_name_is_an_error_that_says_what_a_name_is(string name)
    {
        CredentialService service = home.Open();
        foreach (Action act in (Action[])[() => service.Set(name, "x", null), () => service.Search(name), () => service.Remove(name, null)])
            Should.Throw<RimuruException>(act).Message.ShouldContain("1 to 64 letters from a to z");
        Should.Throw<RimuruException>(() => service.Search(new string('a', 65))).Code.ShouldBe("E9001");
        service.Search(new string('a', 64)).Found.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_secret_that_no_source_could_hold_is_an_error_that_does_not_repeat_it(string secret)
    {
        RimuruException error = Should.Throw<RimuruException>(() => home.Open().Set("a", secret, null));
        error.Code.ShouldBe("E9001");
        error.Message.ShouldNotContain("a\0b");
        File.Exists(home.CredentialFile).ShouldBeFalse();
    }

    [Fact]
    public void Half_a_character_is_an_error() =>
        Should.Throw<RimuruException>(() => home.Open().Set("a", "a\ud800b", null)).Message.ShouldContain("it is not valid Unicode");

    [Fact]
    public void Without_a_session_bus_no_library_is_loaded_for_the_keychain() =>
        home.Open()
            .List()
            .PassedOver.ShouldContain(reason => reason == "Keychain: there is no D-Bus session" || !OperatingSystem.IsLinux());

    [Fact]
    public void What_holds_a_secret_does_not_print_it()
    {
        CredentialService service = home.With("RIMURU_SECRET_A", "geheim-4711").Open();
        CredentialSearch search = service.Search("a");
        search.Found!.Secret.ShouldBe("geheim-4711");
        $"{search} {search.Found} {service} {service.List()}".ShouldNotContain("4711");
        string.Concat(service.List().Credentials).ShouldNotContain("4711");
    }
}
