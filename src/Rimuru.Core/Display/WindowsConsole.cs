using System.Runtime.InteropServices;

namespace Rimuru.Core.Display;

/// <summary>The console of Windows, which takes colour codes only from a program that asks for it.</summary>
internal static partial class WindowsConsole
{
    private const string Library = "kernel32.dll";
    private const int StandardOutput = -11;
    private const uint Codes = 4;

    /// <summary>Asks it to take colour codes; false if it cannot.</summary>
    public static bool TakesCodes()
    {
        nint output = GetStdHandle(StandardOutput);
        return GetConsoleMode(output, out uint mode) != 0 && ((mode & Codes) != 0 || SetConsoleMode(output, mode | Codes) != 0);
    }

    [LibraryImport(Library)]
    private static partial nint GetStdHandle(int which);

    [LibraryImport(Library)]
    private static partial int GetConsoleMode(nint handle, out uint mode);

    [LibraryImport(Library)]
    private static partial int SetConsoleMode(nint handle, uint mode);
}
