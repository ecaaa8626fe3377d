using System.Net;
using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Files;

namespace Rimuru.Core.Dashboards;

/// <summary>
/// Who may see the dashboard: the browser that has the cookie. A browser gets it for a key that works once and for a minute, and that
/// stands in a file of the user's own. So no other user of this machine gets in, and no list of processes shows the key.
/// </summary>
internal sealed class SignIn : IDisposable
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private const string Cookies = "Cookie";

    private readonly object gate = new();
    private readonly TimeProvider time;
    private readonly Uri address;
    private readonly string cookieName;
    private readonly byte[] cookie = Secret();
    private byte[]? key;
    private DateTimeOffset keyEnds;

    public SignIn(string folder, Uri address, TimeProvider time)
    {
        this.time = time;
        this.address = address;
        cookieName = FormattableString.Invariant($"rimuru_{address.Port}");
        File = Path.Combine(folder, FormattableString.Invariant($"sign-in-{address.Port}.html"));
    }

    /// <summary>The file that signs a browser in.</summary>
    public string File { get; }

    /// <summary>The cookie to set after a sign-in.</summary>
    public string NewCookie => $"{cookieName}={Text(cookie)}; Path=/; HttpOnly; SameSite=Strict";

    /// <summary>Writes the file with a new key, unless the one that stands in it can still be used.</summary>
    public string Offer()
    {
        lock (gate)
        {
            if (key is not null && time.GetUtcNow() < keyEnds && System.IO.File.Exists(File))
                return File;
            key = Secret();
            keyEnds = time.GetUtcNow() + Life;

            PrivateFile.CreateFolder(Path.GetDirectoryName(File)!);

            // A file that somebody else may have made is not written into.
            System.IO.File.Delete(File);
            using StreamWriter html = new(PrivateFile.Open(File), new UTF8Encoding(false)) { NewLine = "\n" };
            html.WriteLine("<!DOCTYPE html>");
            html.WriteLine("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">");
            html.WriteLine($"<meta http-equiv=\"refresh\" content=\"0;url={address}enter?key={Text(key)}\">");
            html.WriteLine("<title>Rimuru</title></head><body>Signing in to Rimuru's dashboard.</body></html>");
            return File;
        }
    }

    /// <summary>True if this is the key; from then on it is worth nothing.</summary>
    public bool Accept(string given)
    {
        lock (gate)
        {
            bool isRight = key is not null && time.GetUtcNow() < keyEnds && IsSame(given, key);
            if (isRight)
                Forget();
            return isRight;
        }
    }

    public bool IsSignedIn(HttpListenerRequest request)
    {
        foreach (string header in request.Headers.GetValues(Cookies) ?? [])
        {
            foreach (string part in header.Split([';', ',']))
            {
                string[] pair = part.Split('=', 2);
                if (pair.Length == 2 && pair[0].Trim() == cookieName && IsSame(pair[1].Trim(), cookie))
                    return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        lock (gate)
            Forget();
    }

    private void Forget()
    {
        if (key is not null)
            System.IO.File.Delete(File);
        key = null;
    }

    private static bool IsSame(string given, byte[] secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Text(secret)));

    private static byte[] Secret() => RandomNumberGenerator.GetBytes(32);

    private static string Text(byte[] secret) => Convert.ToHexString(secret);
}
