using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Rimuru.Core.Hooks;

/// <summary>How a relay of mail is reached.</summary>
internal enum MailSecurity
{
    /// <summary>A connection that becomes encrypted before anything is sent, or fails.</summary>
    StartTls,

    /// <summary>An encrypted connection.</summary>
    Tls,

    /// <summary>No encryption, for a relay on this machine only.</summary>
    None,
}

/// <summary>A mail about an event, and the relay that takes it. The only class that knows the library.</summary>
/// <param name="Server">The relay's host.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How it is reached.</param>
/// <param name="UserName">The user; null to send without one.</param>
/// <param name="Password">The user's password.</param>
internal sealed record MailMessage(string Server, int Port, MailSecurity Security, string? UserName, string? Password)
{
    private const int LongestSubject = 200;

    /// <summary>The domain of our ids, which belongs to nobody.</summary>
    private const string Domain = "rimuru.invalid";

    /// <summary>True for an address, or several separated by commas.</summary>
    public static bool AreAddresses(string text) =>
        InternetAddressList.TryParse(text, out InternetAddressList? list) && list.Mailboxes.Any();

    /// <summary>
    /// Sends a mail about an event: the same id in each attempt, and one thread for the events of one matter. Throws
    /// <see cref="HookFailureException"/>.
    /// </summary>
    public async Task SendAsync(Hook hook, RimuruEvent told, string from, string to, CancellationToken stop)
    {
        using MimeMessage message = Of(hook, told, from, to);
        string place = $"The mail server {Server}:{Port}";
        try
        {
            using SmtpClient client = new();
            client.LocalDomain = "localhost"; // the name of the machine is nobody's business
            await client
                .ConnectAsync(
                    Server,
                    Port,
                    Security switch
                    {
                        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                        MailSecurity.None => SecureSocketOptions.None,
                        _ => SecureSocketOptions.StartTls,
                    },
                    stop
                )
                .ConfigureAwait(false);
            if (UserName is not null)
                await client.AuthenticateAsync(Encoding.UTF8, UserName, Password ?? "", stop).ConfigureAwait(false);
            await client.SendAsync(message, stop).ConfigureAwait(false);
            await client.DisconnectAsync(quit: true, stop).ConfigureAwait(false);
        }
        catch (SmtpCommandException e)
        {
            int status = (int)e.StatusCode;
            throw new HookFailureException($"{place} answered {status}.", e) { IsFinal = status >= 500 };
        }
        catch (AuthenticationException e)
        {
            throw new HookFailureException($"{place} refused the user and the password.", e) { IsFinal = true };
        }
        catch (NotSupportedException e)
        {
            throw new HookFailureException($"{place} offers no encryption, or no way to log in.", e) { IsFinal = true };
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException or SslHandshakeException)
        {
            string why = e is SslHandshakeException ? "its certificate is not valid, or it is not encrypted on this port" : e.Message;
            throw new HookFailureException($"{place} cannot be reached: {why.TrimEnd('.')}.", e);
        }
    }

    private static MimeMessage Of(Hook hook, RimuruEvent told, string from, string to)
    {
        MimeMessage message = new();
        message.From.AddRange(InternetAddressList.Parse(from));
        message.To.AddRange(InternetAddressList.Parse(to));
        message.Date = told.Time;
        message.MessageId = $"{told.Id}.{hook.Name}@{Domain}";
        if (EventThread.Of(told) is { } thread && thread != told.Id)
            message.References.Add($"{thread}.{hook.Name}@{Domain}");
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Subject = "Rimuru: " + FittedText.OfForeign(EventSentence.Of(told)).Fit(LongestSubject);
        message.Body = new TextPart("plain") { Text = TextOf(told) };
        return message;
    }

    private static string TextOf(RimuruEvent told)
    {
        EventFields fields = new(told);
        StringBuilder text = new($"{EventSentence.Of(told)}\n\n");
        foreach (string name in EventFields.NamesOf(told.Kind).Where(name => name != "text" && fields[name].Length > 0))
            text.Append(name).Append(": ").Append(fields[name]).Append('\n');
        return text.ToString();
    }
}
