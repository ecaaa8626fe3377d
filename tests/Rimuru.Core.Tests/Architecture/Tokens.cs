using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Rimuru.Core.Tests.Architecture;

/// <summary>The metadata tokens in a method's code, instruction by instruction.</summary>
internal static class Tokens
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields()
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value);

    public static IEnumerable<EntityHandle> In(BlobReader code) =>
        Operands(code)
            .Where(operand =>
                operand.Type is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType
            )
            .Select(operand => MetadataTokens.EntityHandle(operand.Token));

    /// <summary>The tokens of the string literals.</summary>
    public static IEnumerable<int> StringsIn(BlobReader code) =>
        Operands(code).Where(operand => operand.Type == OperandType.InlineString).Select(operand => operand.Token);

    private static List<(OperandType Type, int Token)> Operands(BlobReader code)
    {
        List<(OperandType, int)> found = [];
        while (code.RemainingBytes > 0)
        {
            short value = code.ReadByte();
            if (value == 0xFE)
                value = (short)(0xFE00 | code.ReadByte());
            switch (Codes[value].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    int cases = code.ReadInt32();
                    code.Offset += 4 * cases;
                    break;
                default:
                    found.Add((Codes[value].OperandType, code.ReadInt32()));
                    break;
            }
        }

        return found;
    }
}
