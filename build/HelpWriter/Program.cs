namespace HelpWriter;

/// <summary>Turns the pages of docs/en-US into what Get-Help reads: one MAML file for the cmdlets, one text file for each about topic.</summary>
internal static class Program
{
    private const string TopicPrefix = "about_";

    public static int Main(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("usage: HelpWriter <folder of pages> <folder to write>");
            return 2;
        }

        try
        {
            Directory.CreateDirectory(args[1]);
            List<CmdletPage> cmdlets = [];
            foreach (string path in Directory.EnumerateFiles(args[0], "*.md").Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileNameWithoutExtension(path);
                if (name.StartsWith(TopicPrefix, StringComparison.Ordinal))
                    File.WriteAllText(Path.Combine(args[1], name + ".help.txt"), TopicWriter.Write(name, File.ReadAllText(path)));
                else
                    cmdlets.Add(PageReader.Read(path));
            }

            MamlWriter.Write(cmdlets).Save(Path.Combine(args[1], "Rimuru.dll-Help.xml"));
            return 0;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"HelpWriter : error HELP01: {e.Message}");
            return 1;
        }
    }
}
