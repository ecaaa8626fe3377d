using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Credentials;

/// <summary>The encrypted file: what it keeps, who can read it, and what happens if it or its key is not as it should be.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly CredentialHome home = new();

    public void Dispose() => home.Dispose();

    public static TheoryData<string> Secrets =>
        [
            "x",
            "  two  \n lines\r\n\n",
            "Grüße 🔑 שלום",
            "\t\"'$(reboot)`\\",
            new string('ä', 8192),
            "-----BEGIN KEY-----\nMIIB\n-----END KEY-----",
        ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_comes_back_exactly(string secret)
    {
        home.Open().Set("a", secret, null).Credential.Detail.ShouldBe(home.CredentialFile);
        home.Secret("a").ShouldBe(secret);
        home.Open().Set("a", secret + "2", null);
        home.Secret("a").ShouldBe(secret + "2");
    }

    [Fact]
    public void Only_the_owner_can_read_it_and_no_secret_is_in_it()
    {
        home.Open().Set("a", "geheim-4711", null);
        foreach (string file in Directory.EnumerateFiles(home.Folder, "*", SearchOption.AllDirectories))
        {
            File.GetUnixFileMode(file).ShouldBe(Owner, file);
            File.GetUnixFileMode(Path.GetDirectoryName(file)!).ShouldBe(Owner | UnixFileMode.UserExecute, file);
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            text.ShouldNotContain("geheim");
            text.ShouldNotContain(Convert.ToBase64String("geheim-4711"u8)[..12]);
        }

        Directory.EnumerateFiles(home.Folder, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Fact]
    public void The_same_secret_is_never_encrypted_alike()
    {
        home.Open().Set("a", "same", null);
        home.Open().Set("b", "same", null);
        JsonObject secrets = Content()["secrets"]!.AsObject();
        ((string)secrets["a"]!).ShouldNotBe((string)secrets["b"]!);
    }

    [Theory]
    [InlineData("not json", "it is not a file of credentials, or is damaged")]
    [InlineData("{}", "it is not a file of credentials, or is damaged")]
    [InlineData("[1]", "it is not a file of credentials, or is damaged")]
    [InlineData("""{"version":2,"cipher":"","key":"","secrets":{}}""", "another version of Rimuru wrote it")]
    [InlineData("""{"version":1,"cipher":"","key":"","secrets":{"a":"%%"}}""", "it is not a file of credentials, or is damaged")]
    [InlineData("""{"version":1,"cipher":"","key":"","secrets":{"a b":""}}""", "it is not a file of credentials, or is damaged")]
    public void A_file_that_is_none_is_an_error_that_names_it_and_stays_as_it_is(string text, string reason)
    {
        home.Open().Set("a", "1", null);
        File.WriteAllText(home.CredentialFile, text);
        foreach (
            Action act in (Action[])
                [() => home.Open().Search("a"), () => home.Open().Set("b", "2", null), () => home.Open().Remove("a", null)]
        )
            Fails("E14002", $"{home.CredentialFile}: {reason}", act);
        home.Open().List().Error!.Code.ShouldBe("E14002");
        File.ReadAllText(home.CredentialFile).ShouldBe(text);
    }

    [Fact]
    public void A_damaged_or_swapped_secret_is_an_error_and_the_others_are_not_affected()
    {
        foreach (string name in (string[])["a", "b", "c"])
            home.Open().Set(name, "secret of " + name, null);
        JsonObject content = Content();
        JsonObject secrets = content["secrets"]!.AsObject();
        byte[] bytes = Convert.FromBase64String((string)secrets["a"]!);
        bytes[^1] ^= 1;
        secrets["a"] = Convert.ToBase64String(bytes);
        secrets["b"] = (string)secrets["c"]!;
        File.WriteAllText(home.CredentialFile, content.ToJsonString());
        Fails("E14002", "the secret of 'a' is damaged", () => home.Open().Search("a"));
        Fails("E14002", "the secret of 'b' is damaged", () => home.Open().Search("b"));
        home.Secret("c").ShouldBe("secret of c");
        home.Open().Set("a", "again", null);
        home.Secret("a").ShouldBe("again");
    }

    [Fact]
    public void A_lost_or_other_key_is_an_error_and_is_not_replaced()
    {
        home.Open().Set("a", "1", null);
        byte[] file = File.ReadAllBytes(home.CredentialFile),
            key = File.ReadAllBytes(home.KeyFile);
        File.Delete(home.KeyFile);
        Fails("E14002", home.KeyFile, () => home.Open().Search("a"));
        Fails("E14002", home.KeyFile, () => home.Open().Set("b", "2", null));
        File.Exists(home.KeyFile).ShouldBeFalse();
        WriteKey([.. key.Reverse()]);
        Fails("E14002", "it was encrypted with another key than", () => home.Open().Search("a"));
        Fails("E14002", "it was encrypted with another key than", () => home.Open().Set("b", "2", null));
        WriteKey(key[..31]);
        Fails("E14002", "the key of the credentials is damaged", () => home.Open().Search("a"));
        File.ReadAllBytes(home.CredentialFile).ShouldBe(file);
        WriteKey(key);
        home.Secret("a").ShouldBe("1");
    }

    [Fact]
    public void A_file_without_secrets_needs_no_former_key()
    {
        home.Open().Set("a", "1", null);
        home.Open().Remove("a", null);
        File.Delete(home.KeyFile);
        home.Open().Set("b", "2", null);
        home.Secret("b").ShouldBe("2");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Rights_that_are_too_wide_are_an_error_that_names_the_file_and_the_cure(UnixFileMode more)
    {
        home.Open().Set("a", "1", null);
        foreach (string file in (string[])[home.CredentialFile, home.KeyFile])
        {
            File.SetUnixFileMode(file, Owner | more);
            Fails("E14003", $"chmod 600 '{file}'", () => home.Open().Search("a"));
            Fails("E14003", $"chmod 600 '{file}'", () => home.Open().Set("b", "2", null));
            File.SetUnixFileMode(file, Owner);
        }

        string folder = Path.GetDirectoryName(home.KeyFile)!;
        File.SetUnixFileMode(folder, Owner | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Fails("E14003", $"chmod go-w '{folder}'", () => home.Open().Search("a"));
        File.SetUnixFileMode(folder, Owner | UnixFileMode.UserExecute);
        home.Secret("a").ShouldBe("1");
        home.Secret("b").ShouldBeNull();
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        const int Writers = 6,
            Each = 5;
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Run(() =>
                    {
                        for (int i = 0; i < Each; i++)
                            home.Open().Set($"w{writer}.{i}", $"secret {writer} {i}", CredentialSource.File);
                    })
                )
        );
        for (int writer = 0; writer < Writers; writer++)
        {
            for (int i = 0; i < Each; i++)
                home.Secret($"w{writer}.{i}").ShouldBe($"secret {writer} {i}");
        }

        Directory.EnumerateFiles(home.Folder, "*.new", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_pipe_in_place_of_the_file_or_its_key_does_not_hang()
    {
        home.Open().Set("a", "1", null);
        foreach (string file in (string[])[home.CredentialFile, home.KeyFile])
        {
            byte[] bytes = File.ReadAllBytes(file);
            File.Delete(file);
            using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", ["-m", "600", file]))
                made.WaitForExit();
            Fails("E14002", file, () => home.Open().Search("a"));
            File.Delete(file);
            File.WriteAllBytes(file, bytes);
            File.SetUnixFileMode(file, Owner);
        }
    }

    private void WriteKey(byte[] key)
    {
        File.WriteAllBytes(home.KeyFile, key);
        File.SetUnixFileMode(home.KeyFile, Owner);
    }

    private JsonObject Content() => JsonNode.Parse(File.ReadAllText(home.CredentialFile))!.AsObject();

    private static void Fails(string code, string part, Action act)
    {
        RimuruException error = Should.Throw<RimuruException>(act);
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(part);
    }
}
