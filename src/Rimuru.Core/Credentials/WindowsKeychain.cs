using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Rimuru.Core.Credentials;

/// <summary>The generic credentials of the Windows Credential Manager, named <c>Rimuru:NAME</c>.</summary>
internal sealed unsafe partial class WindowsKeychain : IKeychain
{
    private const string Prefix = "Rimuru:",
        Library = "advapi32.dll";
    private const int Generic = 1,
        OfThisMachine = 2,
        MostBytes = 5 * 512,
        NotFound = 1168;

    public string Title => "Windows Credential Manager";

    public string? Find(string name)
    {
        using Text target = new(Prefix + name);
        Credential* found = null;
        if (CredReadW(target.Characters, Generic, 0, &found) == 0)
            return IsMissing() ? null : throw Failed();
        try
        {
            return Encoding.UTF8.GetString(found->Blob, found->BlobSize);
        }
        finally
        {
            CredFree(found);
        }
    }

    public IReadOnlyList<string> Names()
    {
        using Text filter = new(Prefix + "*");
        int count;
        Credential** found = null;
        if (CredEnumerateW(filter.Characters, 0, &count, &found) == 0)
            return IsMissing() ? [] : throw Failed();
        try
        {
            string[] names = new string[count];
            for (int i = 0; i < count; i++)
                names[i] = new string(found[i]->Target)[Prefix.Length..];
            return names;
        }
        finally
        {
            CredFree(found);
        }
    }

    public void Set(string name, string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        if (bytes.Length > MostBytes)
            throw new SourceUnusableException($"it takes secrets of up to {MostBytes} bytes");
        using Text target = new(Prefix + name),
            user = new(Environment.UserName);
        fixed (byte* blob = bytes)
        {
            Credential credential = new()
            {
                Type = Generic,
                Target = target.Characters,
                BlobSize = bytes.Length,
                Blob = blob,
                Persist = OfThisMachine,
                User = user.Characters,
            };
            bool isWritten = CredWriteW(&credential, 0) != 0;
            Exception? failure = isWritten ? null : Failed();
            Array.Clear(bytes);
            if (failure is not null)
                throw failure;
        }
    }

    public bool Remove(string name)
    {
        using Text target = new(Prefix + name);
        if (CredDeleteW(target.Characters, Generic, 0) != 0)
            return true;
        return IsMissing() ? false : throw Failed();
    }

    private static bool IsMissing() => Marshal.GetLastPInvokeError() == NotFound;

    private static SourceUnusableException Failed()
    {
        Win32Exception error = new(Marshal.GetLastPInvokeError());
        return new SourceUnusableException(error.Message.TrimEnd('.'), error);
    }

    [LibraryImport(Library, SetLastError = true)]
    private static partial int CredReadW(char* target, int type, int flags, Credential** credential);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int CredWriteW(Credential* credential, int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int CredDeleteW(char* target, int type, int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int CredEnumerateW(char* filter, int flags, int* count, Credential*** credentials);

    [LibraryImport(Library)]
    private static partial void CredFree(void* buffer);

    /// <summary>CREDENTIALW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Credential
    {
        public int Flags;
        public int Type;
        public char* Target;
        public char* Comment;
        public long LastWritten;
        public int BlobSize;
        public byte* Blob;
        public int Persist;
        public int AttributeCount;
        public void* Attributes;
        public char* Alias;
        public char* User;
    }

    /// <summary>A text for the library.</summary>
    private sealed class Text(string text) : IDisposable
    {
        public char* Characters { get; } = (char*)Marshal.StringToCoTaskMemUni(text);

        public void Dispose() => Marshal.FreeCoTaskMem((nint)Characters);
    }
}
