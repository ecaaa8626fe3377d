using Rimuru.Core.Exports;

namespace Rimuru.Core.Dashboards;

/// <summary>A line of links, one of which is what the page shows.</summary>
internal static class Choices
{
    /// <param name="html">Where it is written.</param>
    /// <param name="what">What is chosen.</param>
    /// <param name="choices">Each with its address and name.</param>
    public static void Write(TextWriter html, string what, IEnumerable<(string Address, string Title, bool IsChosen)> choices)
    {
        html.Write($"<nav class=\"tabs wide\" aria-label=\"{what}\">");
        foreach ((string address, string title, bool isChosen) in choices)
            html.Write($"<a href=\"{HtmlText.Of(address)}\"{(isChosen ? " aria-current=\"true\"" : "")}>{HtmlText.Of(title)}</a>");
        html.Write("</nav>\n");
    }
}
