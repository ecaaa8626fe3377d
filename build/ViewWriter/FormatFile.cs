using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Rimuru.Core.Views;

namespace ViewWriter;

/// <summary>The views of PowerShell: for each record type a table of its declared columns and a list of all its properties.</summary>
internal static class FormatFile
{
    public const string Name = "Rimuru.Format.ps1xml";

    private const string Note = " Made from src/Rimuru.Core/Views by build/ViewWriter: ./build.ps1 -Task Docs writes it anew. ";

    public static string Text()
    {
        StringBuilder text = new();
        text.Append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").Append(new XComment(Note)).Append('\n');
        Append(
            text,
            new XElement(
                "Configuration",
                new XElement("ViewDefinitions", ShellViews.All.SelectMany(view => new[] { Table(view), List(view) }))
            ),
            0
        );
        return text.ToString();
    }

    /// <summary>A column or a property on a line of its own, and what holds several of them around it.</summary>
    private static void Append(StringBuilder text, XElement element, int depth)
    {
        text.Append(' ', depth * 2);
        if (element.Name.LocalName is "Name" or "ViewSelectedBy" or "TableColumnHeader" or "TableColumnItem" or "ListItem")
        {
            text.Append(element.ToString(SaveOptions.DisableFormatting)).Append('\n');
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"<{element.Name}>\n");
        foreach (XElement child in element.Elements())
            Append(text, child, depth + 1);
        text.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"</{element.Name}>\n");
    }

    private static XElement Table(View view)
    {
        List<ShellColumn> columns = ShellLayout.Of(view);
        return Of(
            view,
            new XElement(
                "TableControl",
                new XElement("TableHeaders", columns.Select(Header)),
                new XElement("TableRowEntries", new XElement("TableRowEntry", new XElement("TableColumnItems", columns.Select(Item))))
            )
        );
    }

    private static XElement Header(ShellColumn shell)
    {
        XElement header = new("TableColumnHeader", new XElement("Label", shell.Column.Title));
        if (!shell.IsLast || !shell.Column.CanBeCut)
            header.Add(new XElement("Width", shell.Width.ToString(CultureInfo.InvariantCulture)));
        if (shell.Column.IsNumber)
            header.Add(new XElement("Alignment", "Right"));
        return header;
    }

    private static XElement Item(ShellColumn shell) => new("TableColumnItem", new XElement("ScriptBlock", ShellExpression.Of(shell)));

    private static XElement List(View view) =>
        Of(
            view,
            new XElement(
                "ListControl",
                new XElement(
                    "ListEntries",
                    new XElement("ListEntry", new XElement("ListItems", view.Type.GetProperties().Select(ListItem)))
                )
            )
        );

    private static XElement ListItem(PropertyInfo property)
    {
        string value = "$_." + property.Name;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(TimeSpan))
            return new XElement("ListItem", new XElement("PropertyName", property.Name));
        string script = type switch
        {
            Type when type == typeof(DateTimeOffset) => ShellExpression.Time(value, "yyyy-MM-dd HH:mm:ss"),
            Type when type == typeof(IReadOnlyList<string>) => ShellExpression.Plain(value) + " -join ', '",
            Type { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ShellExpression.Plain(value)
                + " -join \"`n\"",
            _ => ShellExpression.Plain(value),
        };
        return new XElement("ListItem", new XElement("Label", property.Name), new XElement("ScriptBlock", script));
    }

    private static XElement Of(View view, XElement control) =>
        new("View", new XElement("Name", view.TypeName), new XElement("ViewSelectedBy", new XElement("TypeName", view.TypeName)), control);
}
