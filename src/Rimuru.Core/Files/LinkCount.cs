using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rimuru.Core.Files;

/// <summary>How many names a file has. .NET does not tell.</summary>
internal static unsafe class LinkCount
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantedLinks = 0x4;
    private const int Place = 16;

    /// <summary>The number of a file's names; null where that cannot be asked: elsewhere than on Linux.</summary>
    public static int? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        byte* answer = stackalloc byte[256];
        byte* name = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            return statx(CurrentFolder, name, NoFollow, WantedLinks, answer) == 0
                ? BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(answer + Place, sizeof(int)))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)name);
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    private static extern int statx(int folder, byte* path, int flags, uint mask, byte* answer);
}
