#include "extract/page/page_kind.h"

#include "text/letters.h"
#include "text/paragraphs.h"
#include "url/origin.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t short_text = 1500;    // bytes
constexpr std::size_t longest_wall = 8000;  // consent pages that list what each purpose means

constexpr std::string_view error_titles[] = {
    "404",
    "403",
    "500",
    "502",
    "503",
    "page not found",
    "not found",
    "error 404",
    "access denied",
    "forbidden",
    "just a moment",
    "attention required",
    "are you a robot",
    "robot check",
    "verify you are human",
    "security check",
    "service unavailable",
    "temporarily unavailable",
    "seite nicht gefunden",
    "zugriff verweigert",
    "fehler 404",
    "page introuvable",
    "page non trouvée",
    "accès refusé",
    "página no encontrada",
    "acceso denegado",
    "página não encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "siden blev ikke fundet",
    "sidan kunde inte hittas",
    "nie znaleziono strony",
    "strona nie została znaleziona",
    "stránka nenalezena",
    "страница не найдена",
    "доступ запрещен",
    "сторінку не знайдено",
};

constexpr std::string_view consent_phrases[] = {
    "cookie",           "consent",          "our partners",         "personal data",
    "personalised ads", "personalized ads", "privacy settings",     "unsere partner",
    "einwilligung",     "zustimm",          "werbung und tracking", "personenbezogene",
    "nos partenaires",  "consentement",     "données personnelles", "nuestros socios",
    "consentimiento",   "datos personales", "nostri partner",       "consenso",
    "dati personali",   "onze partners",    "toestemming",          "zgod",
    "partnerzy",
};

constexpr std::string_view login_phrases[] = {
    "already a subscriber",
    "already have an account",
    "subscribe to continue",
    "subscribe to read",
    "log in to continue",
    "sign in to continue",
    "register to continue",
    "reserved for subscribers",
    "for subscribers only",
    "bereits abonnent",
    "schon abonnent",
    "mit abo weiterlesen",
    "jetzt weiterlesen mit",
    "nur für abonnenten",
    "déjà abonné",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "ya eres suscriptor",
    "solo para suscriptores",
    "exclusivo para assinantes",
    "já é assinante",
    "sei già abbonato",
    "riservato agli abbonati",
    "al abonnee",
    "alleen voor abonnees",
    "dla subskrybentów",
    "tylko dla prenumeratorów",
    "kun for abonnenter",
    "för dig som är prenumerant",
};

template <std::size_t N>
std::ptrdiff_t held(std::string_view text, const std::string_view (&phrases)[N]) {
    return std::count_if(std::begin(phrases), std::end(phrases),
                         [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_error_title(std::string_view title) {
    std::string text = text::lower_case(title);
    for (std::string_view error : error_titles)
        if (text.starts_with(error) && (text.size() == error.size() || !is_word(text[error.size()]))) return true;
    return false;
}

// Most of a long text: an article on data protection speaks of other things as well.
bool is_mostly_consent(const std::string& text) {
    std::size_t of_consent = 0;
    text::each_paragraph(text, [&of_consent](std::string_view paragraph) {
        if (held(paragraph, consent_phrases) > 0) of_consent += paragraph.size();
    });
    return of_consent * 3 >= text.size() * 2 && held(text, consent_phrases) >= 4;
}

}  // namespace

bool declares_article(const Evidence& evidence) {
    return !evidence.json_ld.type.empty() || evidence.metadata.first({"og:type"}) == "article";
}

bool may_be_index(const Evidence& evidence) {
    if (is_front_page(evidence.url)) return true;  // templates of blogs declare an article there too
    if (!evidence.json_ld.type.empty()) return false;
    return evidence.json_ld.collection || (!declares_article(evidence) && has_index_address(evidence.url));
}

PageKind kind_of(const Evidence& evidence, const IndexSigns& index, const Article& article) {
    if (is_index(index, article.body)) return PageKind::index;
    if (article.body.size() > longest_wall) return PageKind::article;
    std::string text = text::lower_case(article.body);
    bool declared = article.date_published || declares_article(evidence);
    if (text.size() > short_text) return !declared && is_mostly_consent(text) ? PageKind::consent : PageKind::article;
    if (!declared && (is_error_title(article.headline) || is_error_title(evidence.metadata.title)))
        return PageKind::error;
    if (!declared && held(text, consent_phrases) >= 3) return PageKind::consent;
    if (held(text, login_phrases) > 0) return PageKind::login;
    if (declares_article(evidence)) return PageKind::article;
    if (evidence.json_ld.video || evidence.metadata.first({"og:type"}).starts_with("video")) return PageKind::video;
    return evidence.json_ld.gallery ? PageKind::gallery : PageKind::article;
}

}  // namespace newsbus::extract
