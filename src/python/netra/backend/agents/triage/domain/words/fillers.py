"""Words that say nothing of their own in a question about calls; whatever else is left of one may matter."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import listed

_ENGLISH: Final = """
    a about actually ah all am amount amounts an and any anybody anyone anything anywhere are as ask asked
    asking at hows
    away back based be because become becomes been being better blame blow blown board boss break breaking but
    by calculate calculated call calls can cannot cant cause causes ceo cfo chart chat check come
    comes compute computed could couldnt crazy curious data did didnt display divide divided do does
    doesnt doing done dont down due each either else even ever everybody everyone exact exactly
    except excluding exist expect expected explain feel feeling feels few figure figures finance find fit
    fix for frequently from gave gimme basically kinda
    lol lmao haha hahaha omg btw fyi tbh honestly obviously actually anyway anyways drain altogether boss asks
    generally get gets getting give gives go goes going gone gonna good got guess
    grow growing grows guys had happen happened happening happens has hasnt have havent having he
    hell hello help her here hers hey hi high higher him his hit hits hitting hold holds hope how i
    idea if ignore im in including interested into is isnt it its ive just justify keep kind know
    let lets like list little ll look looking lost lot made make makes making management many may
    maybe me mean met might mine more mostly moved much must my need needs negotiate never no not
    now numbers of off often oh ok okay on one ones only options or other our ours out over overall
    payer peanuts people per perhaps please pls possible possibly preparing probably process processed
    processing properly put question questions quick quickly ran re really reconcile record recorded records
    regressed remain remains report reporting reports request requests responsible right roughly run say says
    running runs s same see seem seems sees send sending she should show simply since so some
    somehow someone something sort split splitting stay staying still stop stuff such sure t take
    taken takes talk team tell than thank thanks that the their them then there these they thing
    things think this those though through thx time times to together told too totally track trend
    trouble try trying u under up us use used uses using usually value values ve very want wanted
    wanting wants was wasnt way we well went were what whats when where whether which while who whom
    whos whose why will with within without wondering wont work working works worse worth would
    wouldnt yeah yes yet you your yours
"""
_GERMAN: Final = """
    aber alle allem alles allgemein als anfragen auch auf aufrufe aus bei beim bin bist bitte bitten da
    dann das dass dein dem den denn der des die dies diese dieser dieses doch du ein eine einem einen
    einer eines er erklare es etwas euch fur gab geben gibt habe haben habt hat hatte hatten haufig hoch
    hochste hochsten hohe ich ihr ihre ins ist ja kann kannst konnen konnt kriegen lauft lief liefe
    lohnen lohnt man mein meine mich mir mit nach nicht noch nun nur ob oder ohne sag sage sagen schon
    sein seine sich sie sind soll sollen uber um und uns unser unsere unseren unserer verbrauch
    verbrauchen verbraucht vergleich verglichen verlieren verursachen verursacht vom von wann war waren
    warum welche welchem welchen welcher welches wem wen wenn wer werden wie wieso wieviel wir wird wo
    wurde wurden zahlen zahlt zeig zeige zeigen zu zum zur
"""
_FRENCH: Final = """
    ai allons appels au aux avec avez avoir avons base ca ce ces cet cette chez ci combien comme comment
    d dans de depuis dire dis dites donc eleve elevee elle elles en est et etait ete etes etre eu fait
    faut il ils j je l la laquelle le lequel les leur lui m ma mais mes moi mon montre montrez n ne nos
    notre nous ont ou par pas peut peux plus pour pourquoi pouvez pouvons qu quand que quel quelle
    quelles quels qui quoi requetes sa ses si son sont sur svp te tes toi ton tu un une va vais vient
    vos votre vous y
"""
_SPANISH: Final = """
    al algo alto como con cual cuales cuando cuanta cuantas cuanto cuantos dame decir decirme del desde
    dime donde el ella ellos eran eres esa ese eso esta estan estar este esto fue fueron gastar ha han
    hay las llamadas lo los mas mi mis muestra muy nosotros nuestra nuestras nuestro nuestros o para
    pero peticiones podemos por porque puede puedo quien quienes se ser sin sobre su sus tenemos tiene
    una uno unos vamos ya yo
"""
FILLERS: Final = frozenset(listed(_ENGLISH + _GERMAN + _FRENCH + _SPANISH))
