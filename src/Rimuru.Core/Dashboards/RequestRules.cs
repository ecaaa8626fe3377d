using System.Net;

namespace Rimuru.Core.Dashboards;

/// <summary>
/// Which requests are answered at all: those that a page of the dashboard can have sent. Other sites that the same browser shows can reach
/// its port, by a name of theirs that leads here too.
/// </summary>
internal sealed class RequestRules(Uri address)
{
    private const int LongestAddress = 4096;

    private static readonly string[] OwnSites = ["same-origin", "none"];

    /// <summary>Why a request is refused; null if it is not.</summary>
    public (HttpStatusCode Status, string Reason)? WhyRefused(HttpListenerRequest request, bool isSignIn)
    {
        if (request.UserHostName != address.Authority)
            return (HttpStatusCode.MisdirectedRequest, $"This is {address.Authority}.");
        if (request.RawUrl is null || request.RawUrl.Length > LongestAddress)
            return (HttpStatusCode.RequestUriTooLong, "The address is too long.");
        if (request.HttpMethod is not ("GET" or "HEAD"))
            return (HttpStatusCode.MethodNotAllowed, "The dashboard only answers GET.");
        if (request.Headers["Origin"] is { } origin && origin != address.GetLeftPart(UriPartial.Authority))
            return (HttpStatusCode.Forbidden, "Another site asked for this.");

        // A sign-in comes from a file, which is another site.
        if (!isSignIn && request.Headers["Sec-Fetch-Site"] is { } site && !OwnSites.Contains(site))
            return (HttpStatusCode.Forbidden, "Another site asked for this.");
        return null;
    }
}
