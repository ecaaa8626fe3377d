using System.Text;
using MimeKit;
using Rimuru.Core.Hooks;
using Rimuru.Core.Hooks.Handlers;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>Mails at a real relay; a password never travels unencrypted.</summary>
public sealed class MailHandlerTests
{
    [Fact]
    public void A_mail_says_what_happened()
    {
        using SmtpServer server = new();
        To(server).Send(SampleEvents.Ended).ShouldBe(HookResult.Continue);
        server.Lines.ShouldContain("MAIL FROM:<rimuru@a.example>");
        server
            .Lines.Where(line => line.StartsWith("RCPT", StringComparison.Ordinal))
            .ShouldBe(["RCPT TO:<one@b.example>", "RCPT TO:<two@b.example>"]);
        MimeMessage message = MessageOf(server);
        message.Subject.ShouldBe("Rimuru: ClaudeCode ended a session in rimuru: 1.2 M tokens, 3.40 USD");
        message.TextBody!.ShouldContain("cost: 3.4");
        message.MessageId.ShouldBe($"{SampleEvents.Ended.Id}.mine@rimuru.invalid");
        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        message.References.ShouldBeEmpty();
        message.Date.ShouldBe(SampleEvents.Ended.Time);
        server.Lines.ShouldNotContain(line => line.Contains(Environment.MachineName, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_repeat_has_the_same_id_and_a_budget_has_one_thread()
    {
        using SmtpServer server = new();
        To(server).Send(SampleEvents.Exceeded);
        MimeMessage once = MessageOf(server);
        server.Lines.Clear();
        To(server).Send(SampleEvents.Exceeded);
        MessageOf(server).MessageId.ShouldBe(once.MessageId);
        once.References.ShouldBe([$"{EventThread.Of(SampleEvents.Exceeded)}.mine@rimuru.invalid"]);
    }

    [Fact]
    public void No_name_adds_a_header()
    {
        using SmtpServer server = new("SMTPUTF8", "8BITMIME");
        foreach (RimuruEvent told in Enumerable.Range(1, 4).SelectMany(SampleEvents.Of))
        {
            server.Lines.Clear();
            To(server).Send(told with { });
            MimeMessage message = MessageOf(server);
            message
                .Headers.Select(header => header.Field)
                .ShouldBeSubsetOf(
                    [
                        "From",
                        "To",
                        "Date",
                        "Message-Id",
                        "References",
                        "Auto-Submitted",
                        "Subject",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Transfer-Encoding",
                    ],
                    told.ToString()
                );
            message.Subject!.Length.ShouldBeInRange(9, 210, told.ToString());
        }
    }

    [Fact]
    public void A_password_is_sent_to_a_relay_of_this_machine()
    {
        using SmtpServer server = new("AUTH PLAIN");
        TestDelivery delivery = To(server, ("UserName", "me"), ("Password", "pw"));
        delivery.Secrets["pw"] = "geheim";
        delivery.Send(SampleEvents.Ended);
        server.Lines.ShouldContain("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0me\0geheim")));
    }

    [Theory]
    [InlineData("AUTH PLAIN", true, "offers no encryption")]
    [InlineData("STARTTLS", false, "its certificate is not valid")]
    public void A_relay_that_is_not_safe_gets_nothing(string capability, bool isFinal, string problem)
    {
        using SmtpServer server = new(capability);
        TestDelivery delivery = new(
            new MailHandler(),
            ("Server", "127.0.0.1"),
            ("Port", server.Port),
            ("From", "a@a.example"),
            ("To", "b@b.example"),
            ("UserName", "me"),
            ("Password", "pw")
        );
        delivery.Secrets["pw"] = "geheim";
        HookFailureException failure = delivery.Failure();
        failure.IsFinal.ShouldBe(isFinal);
        failure.Message.ShouldContain(problem);
        server.Lines.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal) || line == "QUIT" || line == "STARTTLS");
        server.Lines.Contains("STARTTLS").ShouldBe(capability == "STARTTLS");
    }

    [Theory]
    [InlineData("RCPT", "550 geheim", true, "550")]
    [InlineData("RCPT", "450 geheim", false, "450")]
    [InlineData(".", "552 geheim", true, "552")]
    [InlineData("DATA", "421 geheim", false, "421")]
    [InlineData("AUTH", "535 geheim", true, "refused the user")]
    public void An_answer_decides_whether_it_is_tried_again(string command, string answer, bool isFinal, string said)
    {
        using SmtpServer server = new("AUTH PLAIN");
        server.Answer(command, answer);
        TestDelivery delivery = To(server, ("UserName", "me"), ("Password", "pw"));
        delivery.Secrets["pw"] = "pw";
        HookFailureException failure = delivery.Failure();
        failure.IsFinal.ShouldBe(isFinal);
        failure.Message.ShouldContain(said);
        failure.Message.ShouldNotContain("geheim");
    }

    [Fact]
    public void A_relay_that_is_not_there_is_a_failure_to_try_again()
    {
        TestDelivery delivery;
        using (SmtpServer gone = new())
            delivery = To(gone);
        HookFailureException failure = delivery.Failure();
        failure.IsFinal.ShouldBeFalse();
        failure.Message.ShouldStartWith("The mail server 127.0.0.1:");
    }

    [Fact]
    public async Task A_relay_that_hangs_is_left_when_time_is_up()
    {
        using SmtpServer server = new();
        server.Answer("MAIL", null);
        using CancellationTokenSource stop = new();
        Task sending = Task.Run(() => To(server).Send(SampleEvents.Ended, stop.Token));
        while (!server.Lines.Any(line => line.StartsWith("MAIL", StringComparison.Ordinal)))
            await Task.Delay(5);
        sending.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>The module is without the cryptography of signed and encrypted mail.</summary>
    [Theory]
    [InlineData("AUTH PLAIN")]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH CRAM-MD5")]
    [InlineData("AUTH SCRAM-SHA-256")]
    [InlineData("AUTH NTLM")]
    [InlineData("SMTPUTF8")]
    public void What_the_module_is_without_is_not_loaded(string capability)
    {
        using SmtpServer server = new(capability);
        TestDelivery delivery = To(server, ("UserName", "me"), ("Password", "pw"));
        delivery.Secrets["pw"] = "geheim";
        try
        {
            delivery.Send(SampleEvents.Ended with { Project = "日本語" });
        }
        catch (HookFailureException)
        {
            server.Lines.ShouldContain(line => line.StartsWith("EHLO", StringComparison.Ordinal));
        }

        string[] loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!)];
        loaded.ShouldContain("MailKit");
        loaded.ShouldNotContain(name => name == "BouncyCastle.Cryptography");
        loaded.ShouldNotContain(name => name == "System.Security.Cryptography.Pkcs");
        loaded.ShouldNotContain(name => name == "Microsoft.Bcl.Cryptography");
    }

    [Theory]
    [InlineData("Mail needs the setting To", "Server", "m.example", "From", "a@b.c")]
    [InlineData(
        "Security None is for a server on this machine only",
        "Server",
        "m.example",
        "Security",
        "None",
        "From",
        "a@b.c",
        "To",
        "a@b.c"
    )]
    [InlineData("UserName and Password belong together", "Server", "m.example", "UserName", "x", "From", "a@b.c", "To", "a@b.c")]
    [InlineData("To must be an address", "Server", "m.example", "From", "a@b.c", "To", ",")]
    [InlineData("Server must be the name of a host", "Server", "https://m.example/", "From", "a@b.c", "To", "a@b.c")]
    [InlineData("Port must be a number", "Server", "m.example", "Port", "0", "From", "a@b.c", "To", "a@b.c")]
    public void Settings_that_cannot_work_are_refused(string problem, params string[] settings) =>
        new TestDelivery(new MailHandler(), [.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]).Refusal().ShouldContain(problem);

    [Theory]
    [InlineData(null, "587")]
    [InlineData("tls", "465")]
    public void The_port_is_the_usual_one_of_the_encryption(string? security, string port) =>
        new TestDelivery(new MailHandler(), ("Server", "m.example"), ("From", "a@b.c"), ("To", "a@b.c"), ("Security", security ?? ""))
            .Checked()
            .Setting["Port"]
            .ShouldBe(port);

    [Fact]
    public void A_kept_relay_elsewhere_is_not_reached_unencrypted() =>
        Should
            .Throw<HookFailureException>(() =>
                new TestDelivery(
                    new MailHandler(),
                    ("Server", "192.0.2.1"),
                    ("Security", "None"),
                    ("From", "a@b.c"),
                    ("To", "a@b.c")
                ).SendUnchecked(SampleEvents.Ended)
            )
            .IsFinal.ShouldBeTrue();

    private static TestDelivery To(SmtpServer server, params (string, string)[] settings) =>
        new(
            new MailHandler(),
            [
                ("Server", "127.0.0.1"),
                ("Port", server.Port),
                ("Security", "None"),
                ("From", "Rimuru <rimuru@a.example>"),
                ("To", "one@b.example, two@b.example"),
                .. settings,
            ]
        );

    /// <summary>The message among the lines that a relay was sent.</summary>
    private static MimeMessage MessageOf(SmtpServer server)
    {
        IEnumerable<string> lines = server
            .Lines.SkipWhile(line => !line.StartsWith("DATA", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line != "QUIT");
        return MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", lines))));
    }
}
